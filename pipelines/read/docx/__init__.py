"""DOCX (ECMA-376, WordprocessingML). Belongs here: the package, its document, tables, numbering and notes."""
