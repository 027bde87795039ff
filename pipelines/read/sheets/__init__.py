"""Spreadsheets: XLSX (ECMA-376), XLS and ET (MS-XLS), SpreadsheetML 2003.

Belongs here: one module per format that turns a file into ``workbook.Sheet``s with printed texts; number formats; and
the way from a sheet's cells to paragraphs and tables, the same for all formats.
"""
