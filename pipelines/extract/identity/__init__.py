"""Whose report it is, of which kind, year and date, and the reports that one file holds."""
