"""RTF (Rich Text Format 1.9.1). Belongs here: control words, fonts and code pages, tables, notes."""
