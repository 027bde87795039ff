"""Entries: the mappings of a YAML list with the line of each key, so that a fault can be shown where it stands.

Belongs here: reading such a file and refusing what is no list of mappings with single keys. Does not belong here: what
the keys of a rule mean (loader), of a suite (suites) or of a limit (gate).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from yaml.constructor import SafeConstructor

from pipelines.quality.refusals import form_refusal, has_form, refusal

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a rule file with the line of each of its keys."""

    path: Path
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def source(self, key: str | None = None) -> str:
        """``file:line`` of a key, or of the entry."""
        return f"{short(self.path)}:{self.lines.get(key or '', self.line)}"

    def take(self, key: str, form: type[V]) -> V | None:
        """The value of a key, refused where it has another form; None where it is absent or empty."""
        value: V | None = self.values.get(key)
        if value is not None and not has_form(value, form):
            raise form_refusal(self.source(key), "wrong_form", form, key=key)
        return value


def short(path: Path) -> str:
    """Folder and name: enough to find the file, and the same on every machine."""
    return f"{path.parent.name}/{path.name}"


def read_entries(path: Path) -> list[Entry]:
    """The entries of a YAML list, with lines. Raises RuleFileError for anything that is no list of mappings with single keys."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise refusal(f"{short(path)}:1", "not_text", why=error) from error
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from error
    if not isinstance(root, yaml.SequenceNode):
        raise refusal(f"{short(path)}:1", "not_list")
    return [_entry(path, node) for node in root.value]


def _not_yaml(path: Path, error: Exception, line: int = 1) -> Exception:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    why = error.problem if isinstance(error, yaml.MarkedYAMLError) else error
    return refusal(f"{short(path)}:{mark.line + 1 if mark else line}", "not_yaml", why=why)


def _entry(path: Path, node: yaml.Node) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise refusal(f"{short(path)}:{line}", "not_mapping")
    for mapping in _mappings(node):
        _check_single(path, mapping)
    try:
        values = SafeConstructor().construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        raise _not_yaml(path, error, line) from error
    return Entry(path, line, values, {key.value: key.start_mark.line + 1 for key, _ in node.value})


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """A mapping and all that stand within it."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _check_single(path: Path, node: yaml.MappingNode) -> None:
    seen = set()
    for key, _ in node.value:
        source = f"{short(path)}:{key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise refusal(source, "not_plain_key")
        if key.value in seen:
            raise refusal(source, "key_twice", key=repr(key.value))
        seen.add(key.value)


def check_keys(entry: Entry, required: set[str], optional: set[str]) -> None:
    """Refuse unknown and absent keys."""
    known = required | optional
    for key in entry.values:
        if key not in known:
            raise refusal(entry.source(key), "key_unknown", key=repr(key), known="、".join(sorted(known)))
    for key in sorted(required - set(entry.values)):
        raise refusal(entry.source(), "key_missing", key=repr(key))
