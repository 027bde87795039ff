"""DOC and WPS ([MS-DOC], Word 97 to 2003). Belongs here: the binary file, its text, its properties, its tables."""
