"""Command line: ``python -m benchmarks.golden OUT [--seed S] [--count N]`` writes OUT/reports and OUT/gold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.golden.documents import COUNT, SEED, documents


def write_set(folder: Path, seed: int = SEED, count: int = COUNT) -> int:
    """Write the documents and their answers; the number of documents."""
    reports, gold = folder / "reports", folder / "gold"
    reports.mkdir(parents=True, exist_ok=True)
    gold.mkdir(exist_ok=True)
    written = 0
    for golden in documents(seed, count):
        (reports / golden.file_name).write_bytes(golden.data)
        for name, answers in golden.answers:
            text = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
            (gold / f"{name}.json").write_text(text, encoding="utf-8")
        written += 1
    return written


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.golden", description="生成黄金集：各省各式文件及其正确答案。"
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args(arguments)
    print(f"已写出 {write_set(options.out, options.seed, options.count)} 份文件：{options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
