"""DOC and WPS files."""
