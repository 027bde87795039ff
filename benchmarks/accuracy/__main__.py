"""Command line: ``python -m benchmarks.accuracy`` measures, prints, records; ``--check`` only compares with the record."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.accuracy.measure import golden, hand_made
from benchmarks.accuracy.page import PAGE, page, table
from benchmarks.accuracy.record import Record, falls, load, record, save
from benchmarks.golden.documents import COUNT, SEED


def measure(folder: Path, seed: int = SEED, count: int = COUNT) -> dict[str, Record]:
    """Both sets, the hand-made one where it is named."""
    records = {"golden": record(golden(folder / "golden", seed, count))}
    other = hand_made(folder / "hand_made")
    return records | ({"hand_made": record(other)} if other is not None else {})


def main(arguments: list[str] | None = None) -> int:
    """0 where nothing fell, 1 where something did; a fall is recorded only when asked for."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        now = measure(options.keep or Path(folder), options.seed, options.count)
    before = load()
    for name, one in now.items():
        print(f"\n{name}：{one.documents} 个文件 documents")
        print("\n".join(table(one, "table", {})))
    fallen = [
        f"{name}: {line}" for name, one in now.items() if name in before for line in falls(before[name], one)
    ]
    for line in fallen:
        print(line, file=sys.stderr)
    if not options.check and (options.accept or not fallen):
        save(before | now)
        PAGE.write_text(page(before | now), encoding="utf-8")
        print(f"已写入 {PAGE}")
    return 1 if fallen and not options.accept else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description="量提取的准确度，与记录比较。"
    )
    parser.add_argument("--check", action="store_true", help="只比较，不改记录")
    parser.add_argument("--accept", action="store_true", help="变差也照样记录（例如黄金集变难了）")
    parser.add_argument("--seed", type=int, default=SEED, help="黄金集的种子")
    parser.add_argument("--count", type=int, default=COUNT, help="黄金集的文件数")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="把文件和仓库留在这个文件夹里")
    return parser


if __name__ == "__main__":
    sys.exit(main())
