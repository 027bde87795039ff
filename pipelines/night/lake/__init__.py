"""The lake follows the file: DuckLake beside the published database, where an installation has one."""
