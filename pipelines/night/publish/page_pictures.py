"""Pictures of pages, drawn once each: the page of a PDF or a scan, small enough for a screen, names of persons covered.

Belongs here: drawing into ``<warehouse>/documents/pages`` and when. Does not belong here: rendering a hostile file (read.picture,
in a process of its own), which page shows which picture (publish.site.images).

A night draws what is new, for as long as the settings allow; the rest is drawn by ``xianjian serve`` when somebody looks at it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.night.stored import mask_of, stored_document
from pipelines.publish.site.images import LINK, PICTURED, PagePicture, page_pictures
from pipelines.read.picture import picture_pages
from pipelines.store import Store

_WIDTH: Final = 1_000  # dots
_QUALITY: Final = 70
_ROOM: Final = 1.0  # points around a covered name
_STAMP: Final = "covered"
"""A file beside the pictures of a document: which program decided what they cover."""
_NEW = """
    SELECT DISTINCT d.sha256, d.received_at FROM core.reports AS r JOIN core.documents AS d USING (document_id)
    WHERE list_contains(?, d.media_type) ORDER BY d.received_at DESC, d.sha256
"""
_QUOTES = """
    SELECT e.evidence_id, e.page, e.bbox, e.char_start, e.char_end FROM core.evidence AS e JOIN core.documents AS d USING (document_id)
    WHERE d.sha256 = ? AND e.page IS NOT NULL AND e.bbox IS NOT NULL
"""


def draw_new(settings: Settings, store: Store, seconds: float) -> int:
    """Draw the pages of documents of which no page was drawn yet, the newest first, for about ``seconds``; how many pages.

    Pictures of a program that covered otherwise go, however long that takes: they may show a name.
    """
    until = time.monotonic() + seconds
    stamp = stage_stamp("pages")
    drawn = 0
    for row in store.rows(_NEW, [sorted(PICTURED)]):
        sha256 = row["sha256"]
        folder = _folder(settings, sha256)
        is_new = not folder.is_dir()
        if not is_new and _covered_by(folder) != stamp:
            is_new = drop_others(folder, _pictures(settings, store, sha256))
            if not is_new:
                (folder / _STAMP).write_text(stamp, encoding="ascii")
        if is_new and time.monotonic() < until:
            drawn += len(draw_document(settings, store, sha256))
            if folder.is_dir():
                (folder / _STAMP).write_text(stamp, encoding="ascii")
    return drawn


def draw_document(settings: Settings, store: Store, sha256: str, file: str | None = None) -> tuple[Path, ...]:
    """Draw the pages of one document that quotes stand on (``file``: only that picture); the pictures that exist now."""
    original = settings.original(sha256)
    wanted = [
        picture for picture in _pictures(settings, store, sha256) if file is None or picture.file == file
    ]
    if not wanted or not original.is_file():
        return ()
    return _draw(settings.documents / LINK, original, wanted)


def drop_others(folder: Path, pictures: Sequence[PagePicture]) -> bool:
    """Remove the pictures of a document that are none of these: they cover other places; whether there were any."""
    names = {Path(picture.file).name for picture in pictures}
    others = [path for path in folder.glob("*.webp") if path.name not in names]
    for path in others:
        path.unlink(missing_ok=True)
    return bool(others)


def _pictures(settings: Settings, store: Store, sha256: str) -> Sequence[PagePicture]:
    document = stored_document(settings, sha256)
    if document is None:
        return ()
    return tuple(page_pictures(document, mask_of(document).flow, sha256, store.rows(_QUOTES, [sha256])))


def _folder(settings: Settings, sha256: str) -> Path:
    return settings.documents / LINK / sha256[:2] / sha256


def _covered_by(folder: Path) -> str:
    """The stamp of the program that decided what its pictures cover; empty where none is told."""
    path = folder / _STAMP
    return path.read_text(encoding="ascii") if path.is_file() else ""


def _draw(folder: Path, original: Path, pictures: Sequence[PagePicture]) -> tuple[Path, ...]:
    made = []
    with TemporaryDirectory(prefix="xianjian-pages-") as work:
        rendered = picture_pages(original, [picture.number for picture in pictures], Path(work))
        for picture in pictures:
            target = folder / picture.file
            target.parent.mkdir(parents=True, exist_ok=True)
            if picture.number in rendered and not target.is_file():
                with suppress(OSError):  # a picture that cannot be kept is missing, which its page says
                    finish_picture(rendered[picture.number], target, picture)
            if target.is_file():
                made.append(target)
    return tuple(made)


def finish_picture(rendered: Path, target: Path, picture: PagePicture) -> None:
    """Cover names, make it small, and put it into its place in one step."""
    from PIL import Image, ImageDraw

    with Image.open(rendered) as opened:
        canvas = opened.convert("RGB")
    scale = canvas.width / picture.width
    pen = ImageDraw.Draw(canvas)
    for box in picture.covers:
        pen.rectangle(
            [
                (box.x0 - _ROOM) * scale,
                (box.top - _ROOM) * scale,
                (box.x1 + _ROOM) * scale,
                (box.bottom + _ROOM) * scale,
            ],
            fill="#888888",
        )
    if canvas.width > _WIDTH:
        canvas = canvas.resize(
            (_WIDTH, round(canvas.height * _WIDTH / canvas.width)), Image.Resampling.LANCZOS
        )
    fresh = target.with_suffix(".new")
    canvas.save(fresh, "WEBP", quality=_QUALITY, method=2)
    fresh.replace(target)
