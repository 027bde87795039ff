"""The queries of the README and their outputs: checked by a test, written anew by ``python -m tests.readme DATABASE``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pipelines.store import query

README = Path(__file__).resolve().parent.parent / "README.md"
EXAMPLE = re.compile(r"```sql\n(?P<sql>.*?)\n```\n```\n(?P<output>.*?)\n```", re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each query of the README with the output printed below it."""
    return [(match["sql"], match["output"]) for match in EXAMPLE.finditer(README.read_text(encoding="utf-8"))]


def rewrite(database: Path) -> None:
    """Put the present output below each query."""

    def printed(match: re.Match[str]) -> str:
        return f"```sql\n{match['sql']}\n```\n```\n{query(database, match['sql']).rstrip()}\n```"

    README.write_text(EXAMPLE.sub(printed, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]))
