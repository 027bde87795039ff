"""What goes out with a build: a description of its Parquet files for machines, and what changed since the last build.

Belongs here: ``datapackage.json``, ``changes.json``, ``CHANGES.md``. Does not belong here: the manifest (manifest), what a
table says (its COMMENTs), ``xianjian diff`` between any two builds (night).
"""

from pipelines.publish.release.changes import Changes, compare_builds, write_changes
from pipelines.publish.release.package import PACKAGE, write_package

__all__ = ["PACKAGE", "Changes", "compare_builds", "write_changes", "write_package"]
