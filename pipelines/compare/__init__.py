"""compare: which texts of the corpus are copies of each other, and who is likely to have been copied.

Belongs here: masking names and numbers, shingles, the form's own phrases, candidates, exact comparison, the likely donor.
Does not belong here: SQL and reports (night.check.similarity), which likeness is a finding (expectations).
"""

from pipelines.compare.comparing import Compared, compare
from pipelines.compare.kept import KeptShingles
from pipelines.compare.limits import Limits, load_limits
from pipelines.compare.pairs import TextPair
from pipelines.compare.texts import Part, Text

__all__ = ["Compared", "KeptShingles", "Limits", "Part", "Text", "TextPair", "compare", "load_limits"]
