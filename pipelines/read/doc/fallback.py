"""LibreOffice for what the own reader refuses: Word 6.0/95, and files whose structures are broken.

Belongs here: the conversion to DOCX, with macros off and links cut. Does not belong here: reading the DOCX (docx),
when to ask (reader). soffice inherits the limits of the guarded process; it gets a profile of its own, which is gone
afterwards, and is ended with all that it started when its time is over.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from pipelines.read.program import Overlong, room_to_write, run_program, work_folder

PACKAGE: Final = "libreoffice-writer"
_SECONDS: Final = 18.0
_MOST_SAID: Final = 64 * 1024
_LARGEST: Final = 64 * 1024 * 1024  # bytes of the DOCX
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM: Final = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SWITCHES: Final = (
    ("MacroSecurityLevel", "3"),
    ("DisableMacrosExecution", "true"),
    ("DisableActiveContent", "true"),
    ("BlockUntrustedRefererLinks", "true"),
)


def is_installed() -> bool:
    """Whether there is a LibreOffice to ask."""
    return shutil.which("soffice") is not None


def convert(data: bytes) -> bytes | None:
    """The file as DOCX; None where LibreOffice makes nothing of it, or not in time."""
    with work_folder() as folder, room_to_write():
        _write_profile(folder / "profile")
        (folder / "report.doc").write_bytes(data)
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(folder / "report.doc"),
        ]
        try:
            run_program(
                command,
                seconds=_SECONDS,
                most_bytes=_MOST_SAID,
                environment=dict.fromkeys(("HOME", "TMPDIR"), str(folder)),
            )  # it ends with 0 whatever happens: only its file counts
            converted = folder / "report.docx"
            if not converted.is_file() or not 0 < converted.stat().st_size <= _LARGEST:
                return None
            return converted.read_bytes()
        except (Overlong, OSError):
            return None


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(name=name, value=value) for name, value in _SWITCHES)
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")
