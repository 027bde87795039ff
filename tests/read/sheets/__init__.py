"""Spreadsheets: the same report gives the same outline, cells read as they are printed, nothing hidden is lost silently."""
