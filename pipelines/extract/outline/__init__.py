"""Sections by meaning, lists, problems and measures."""
