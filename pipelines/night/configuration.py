"""Configuration: what the people who run an installation choose, in ``settings.toml`` of the inbox folder.

Belongs here: reading one section of that file into its dataclass, and refusing what it does not know. Does not belong here:
what a section means (the dataclass of its owner), secrets (they come from the environment alone), what people decide about
figures (``decisions/``).
"""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints

SETTINGS = "settings.toml"
SECTIONS = ("engine", "extract", "lake", "retention")
TYPES = {str: "文字 text", int: "整数 whole number", float: "数 number", bool: "true/false"}


class Section(Protocol):
    """A frozen dataclass whose fields are ``str``, ``int``, ``float`` or ``bool``, each with a default."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=Section)


class ConfigurationError(ValueError):
    """``settings.toml`` cannot be used: the message names file, section and key, in Chinese and English."""


def read_section(raw: Path, name: str, kind: type[S]) -> S:
    """Section ``name`` of ``<raw>/settings.toml`` as ``kind``; its defaults where the file or the section is missing.

    Raises ConfigurationError for a file that is no TOML, an unknown section or key, or a value that ``kind`` refuses.
    """
    path = raw / SETTINGS
    given = _section(path, name)
    wanted = get_type_hints(kind)
    known = {field.name for field in fields(kind) if field.default is not MISSING}
    for key, value in given.items():
        if key not in known:
            raise ConfigurationError(
                f"{path} [{name}]：不认识的设置“{key}”，可用：{'、'.join(sorted(known))} / unknown setting {key!r}"
            )
        if type(value) is not wanted[key] and not (wanted[key] is float and type(value) is int):
            raise ConfigurationError(
                f"{path} [{name}] {key}：应为{TYPES[wanted[key]]}，写的是 {value!r} / wrong type"
            )
    try:
        return kind(**given)
    except ValueError as error:
        raise ConfigurationError(f"{path} [{name}]：{error}") from error


def _section(path: Path, name: str) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}：不是正确的 TOML / not a TOML file: {error}") from error
    if unknown := sorted(content.keys() - set(SECTIONS)):
        raise ConfigurationError(
            f"{path}：不认识的一节“{unknown[0]}”，可用：{'、'.join(SECTIONS)} / unknown section {unknown[0]!r}"
        )
    section = content.get(name, {})
    if not isinstance(section, dict):
        raise ConfigurationError(f"{path}：[{name}] 应是一节 / must be a section")
    return section
