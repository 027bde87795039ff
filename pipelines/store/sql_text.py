"""Texts and names as they stand in SQL. Belongs here: quoting. Does not belong here: SQL; values of a query are its parameters,
which need no quoting, but a statement that defines or attaches something takes none."""

from __future__ import annotations


def literal(text: str) -> str:
    """A text as a string of SQL: ``'it''s'``."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as it stands, whatever its letters: ``"分析"``."""
    return '"' + name.replace('"', '""') + '"'
