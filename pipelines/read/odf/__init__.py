"""OpenDocument text (ISO/IEC 26300): ``.odt`` and its flat form ``.fodt``; and what spreadsheets (sheets.ods) share with it.

Belongs here: the package, styles, characters, lists and tables of OpenDocument. Does not belong here: sheets.
"""
