"""Whether the program is installed as it was tested. Belongs here: packages and programs. Does not belong here: data."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.read.guard import NoReader, ReaderPool

SUBJECT = "安装 set-up"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<marker>\s*;)?", re.MULTILINE)
_PROGRAMS = {
    ("unar", "bsdtar"): "RAR 压缩包 RAR archives (apt install unar)",
    (
        "soffice",
        "libreoffice",
    ): "Word 97 之前的 DOC files older than Word 97 (apt install libreoffice-writer)",
}


def examine_setup(root: Path) -> Iterator[Sign]:
    """The packages against the lock, the recognition of scans, and the programs that some formats need."""
    differing = differing_packages((root / "requirements.lock").read_text(encoding="utf-8"))
    if differing:
        yield fault(
            SUBJECT,
            f"{len(differing)} 个依赖与锁定的版本不同：{'、'.join(differing[:5])}",
            f"{len(differing)} packages differ from requirements.lock",
            "运行 make setup（先删除 .venv/.ready）",
        )
    else:
        yield ok(SUBJECT, "依赖与锁定的版本一致", "all packages are the locked ones")
    yield from examine_readers()
    if find_spec("rapidocr") is None:
        yield warn(
            SUBJECT,
            "没有装扫描件识别组件，扫描件会列为未读",
            "scans cannot be recognised",
            "pip install -r requirements-ocr.lock",
        )
    for names, need in _PROGRAMS.items():
        if not any(shutil.which(name) for name in names):
            yield warn(
                SUBJECT,
                f"没有 {' 或 '.join(names)}，读不了：{need}",
                f"missing: {names[0]}",
                f"需要时安装：{need}",
            )


def examine_readers() -> Iterator[Sign]:
    """Whether a reader process starts: without one, no night reads anything."""
    try:
        with ReaderPool(1) as pool:
            pool.try_start()
    except NoReader as error:
        yield fault(SUBJECT, f"{error}", "no file can be read", "按所说的做")
    else:
        yield ok(SUBJECT, "阅读进程能启动", "reader processes start")


def differing_packages(lock: str) -> list[str]:
    """Pinned packages that are installed in another version, or not at all.

    A package with several pins (for several Pythons or systems) may be any of them; one whose only pins are for other
    machines may be absent.
    """
    pins: dict[str, list[re.Match[str]]] = defaultdict(list)
    for pin in _PIN.finditer(lock):
        pins[pin["name"]].append(pin)
    found = []
    for name, of_name in pins.items():
        wanted = {pin["version"] for pin in of_name}
        try:
            installed = version(name)
        except PackageNotFoundError:
            if all(pin["marker"] for pin in of_name):
                continue
            installed = "—"
        if installed not in wanted:
            found.append(f"{name} {installed}（应为 {'、'.join(sorted(wanted))}）")
    return found
