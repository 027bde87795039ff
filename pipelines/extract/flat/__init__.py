"""Flat forms: tables that were copied as text are tables again before anything is taken from them."""

from pipelines.extract.flat.rebuild import rebuild_tables as rebuild_tables
