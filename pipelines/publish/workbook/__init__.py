"""The workbook ``xianjian.xlsx`` of a build: a cover, a sheet for each mart, what each column means.

Belongs here: everything Excel. Does not belong here: what a mart says (warehouse/marts), names and units (its COMMENTs),
wording (lexicon/workbook.toml). The sheets follow from the schema: a new mart is a new sheet.
"""

from pipelines.publish.workbook.book import WORKBOOK, write_workbook

__all__ = ["WORKBOOK", "write_workbook"]
