"""Pages as pictures, for people who want to see where a figure stands.

Belongs here: rendering pages of a PDF or an image, in a process of its own with limits (rendering hostile files is as
dangerous as reading them). Does not belong here: what is drawn over it (night.read.show). Formats without pages, and OFD,
which no library here renders, give None: the caller draws what the Document knows.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.read import sniff
from pipelines.read.program import Overlong, run_program

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_POINT: Final = 2.0  # 144 dpi: small print can be read, a page is about a megabyte
IMAGES: Final = frozenset({sniff.PNG, sniff.JPEG, sniff.TIFF})
_LARGEST_SIDE: Final = 4_000  # dots
_MEMORY: Final = 2 * 1024**3
_SECONDS: Final = 25.0
_ANSWER: Final = 64 * 1024**2


def picture_page(path: Path, number: int) -> bytes | None:
    """A PNG of page ``number`` (from 1); None where it cannot be rendered."""
    command = [sys.executable, "-m", __name__, str(path), str(number)]
    try:
        answer = run_program(command, seconds=_SECONDS, most_bytes=_ANSWER)
    except Overlong:
        return None
    return answer.printed if answer.code == 0 and answer.printed else None


def picture_pages(path: Path, numbers: Sequence[int], folder: Path) -> dict[int, Path]:
    """PNGs of several pages, ``<number>.png`` in ``folder``, by one process; pages that cannot be rendered are left out."""
    command = [sys.executable, "-m", __name__, str(path), *map(str, numbers), "--into", str(folder)]
    with suppress(Overlong):
        run_program(command, seconds=_SECONDS + 2.0 * len(numbers), most_bytes=_ANSWER)
    made = {number: folder / f"{number}.png" for number in numbers}
    return {number: picture for number, picture in made.items() if picture.is_file()}


def render(data: bytes, number: int) -> Image | None:
    """The page as an image of :data:`DOTS_PER_POINT`, images in their own dots; None for formats without pictures."""
    media_type = sniff.sniff(data)
    if media_type == sniff.PDF:
        import pypdfium2 as pdfium

        page = pdfium.PdfDocument(data)[number - 1]
        scale = min(DOTS_PER_POINT, _LARGEST_SIDE / max(page.get_size()))
        picture: Image = page.render(scale=scale).to_pil()
        return picture
    if media_type in IMAGES:
        import PIL.Image

        opened = PIL.Image.open(io.BytesIO(data))
        opened.seek(number - 1)
        opened.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
        return opened.convert("RGB")
    return None


def main() -> int:
    """``python -m pipelines.read.picture FILE PAGE``: the PNG on standard output; ``FILE PAGE PAGE … --into FOLDER``: files."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    arguments = sys.argv[1:]
    folder = Path(arguments[-1]) if "--into" in arguments else None
    data = Path(arguments[0]).read_bytes()
    for number in arguments[1 : -2 if folder else None]:
        picture = render(data, int(number))
        if picture is not None and folder is None:
            picture.save(sys.stdout.buffer, "PNG")
        elif picture is not None and folder is not None:
            fresh = folder / f"{number}.new"
            picture.save(fresh, "PNG", compress_level=1)
            fresh.rename(folder / f"{number}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
