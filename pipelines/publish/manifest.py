"""Manifest: what a build was made of and what it consists of, as ``manifest.json`` beside it.

Belongs here: the inputs and their hash, the manifest's form, proving that files are still what they were. Does not
belong here: when a build is published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "manifest.json"
FORM = 1


class SealError(Exception):
    """A candidate is not what it should be on disk; it must not be published."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that determines the figures of a build.

    ``documents``: document_id → SHA-256 of every file that counts. The versions are short hashes or release numbers of
    the code, of rules with lexicon, and of what people decided (corrections, expected units, cards).
    """

    documents: Mapping[str, str]
    code_version: str
    rules_version: str
    decisions_version: str
    is_sample: bool

    def hash(self) -> str:
        """64 hex digits; the order of the documents does not matter."""
        whole = {
            field.name: getattr(self, field.name) for field in fields(self)
        }  # asdict copies all documents
        text = json.dumps(whole | {"documents": dict(self.documents)}, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """``manifest.json``. ``tables``: rows by ``schema.table``; ``files``: SHA-256 by path within the build; ``let_pass``:
    limits of the gate that somebody let pass for this build, by whom and why."""

    build_id: str
    started_at: datetime
    finished_at: datetime
    inputs: Inputs
    tables: Mapping[str, int]
    files: Mapping[str, str]
    let_pass: tuple[str, ...] = ()

    @property
    def input_hash(self) -> str:
        """Hash of the inputs: equal hash, equal figures."""
        return self.inputs.hash()

    def write(self, folder: Path) -> None:
        """Write the file; times in UTC."""
        content = {
            "form": FORM,
            "build_id": self.build_id,
            "started_at": _utc(self.started_at),
            "finished_at": _utc(self.finished_at),
            "input_hash": self.input_hash,
            "code_version": self.inputs.code_version,
            "rules_version": self.inputs.rules_version,
            "decisions_version": self.inputs.decisions_version,
            "is_sample": self.inputs.is_sample,
            "let_pass": list(self.let_pass),
            "tables": dict(sorted(self.tables.items())),
            "files": dict(sorted(self.files.items())),
            "inputs": dict(sorted(self.inputs.documents.items())),
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a build. Raises FileNotFoundError, or SealError where the file is no manifest of ours."""
        text = (folder / NAME).read_text(encoding="utf-8")
        try:
            return cls._parse(json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise SealError(f"{folder.name} 的 {NAME} 已损坏：{error}") from error

    @classmethod
    def _parse(cls, content: Mapping[str, Any]) -> Manifest:
        return cls(
            build_id=content["build_id"],
            started_at=datetime.fromisoformat(content["started_at"]),
            finished_at=datetime.fromisoformat(content["finished_at"]),
            inputs=Inputs(
                documents=content["inputs"],
                code_version=content["code_version"],
                rules_version=content["rules_version"],
                decisions_version=content["decisions_version"],
                is_sample=content["is_sample"],
            ),
            tables=content["tables"],
            files=content["files"],
            let_pass=tuple(content.get("let_pass", ())),
        )


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below ``folder`` but the manifest, by relative path."""
    found = (path for path in folder.rglob("*") if path.is_file() and path != folder / NAME)
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(found)}


def damaged_files(folder: Path) -> tuple[str, ...]:
    """Files of a build that are missing, changed or strange to its manifest. Raises as :meth:`Manifest.read`."""
    expected = Manifest.read(folder).files
    found = hash_files(folder)
    return tuple(sorted(n for n in {*expected, *found} if expected.get(n) != found.get(n)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
