"""Pages made of the database: ``docs/dictionary.md`` and ``docs/queries/README.md``.

Belongs here: which pages these are, and the build of the samples that they are made of. Does not belong here: what they say
(publish.dictionary, publish.queries). Run as ``python -m pipelines.night.publish.reference_pages [DATABASE]`` after a table, a
comment or a query has changed; without a database a night over the samples is run first.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.night.run import Night
from pipelines.night.settings import ROOT, Settings
from pipelines.publish import live_build
from pipelines.publish.dictionary import dictionary_page
from pipelines.publish.queries import load_questions, questions_page
from pipelines.store import Store

QUERIES = ROOT / "docs" / "queries"
DICTIONARY = ROOT / "docs" / "dictionary.md"


def reference_pages(database: Path) -> Mapping[Path, str]:
    """Path → text of each page, made of a build of the samples."""
    with Store.open_read_only(database) as store:
        return {
            DICTIONARY: dictionary_page(store),
            QUERIES / "README.md": questions_page(load_questions(QUERIES), store),
        }


def _write(database: Path) -> None:
    for path, text in reference_pages(database).items():
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write the pages of the given database, or of a night over ``raw/``."""
    if arguments:
        _write(Path(arguments[0]))
        return
    with TemporaryDirectory() as folder:
        settings = Settings(ROOT / "raw", Path(folder) / "warehouse", trigger="reference")
        with Night.open(settings) as night:
            night.decide()
            night.publish()
        build = live_build(settings.warehouse)
        assert build is not None, "the night over the samples published nothing"
        _write(build.database)


if __name__ == "__main__":
    main(sys.argv[1:])
