"""What the hop needs from outside: a store of SQL tables and a way to quote a passage.

Belongs here: the two interfaces. Does not belong here: how DuckDB is opened (store) or documents are found (night).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pipelines.model.rows import Evidence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pandas import DataFrame
    from pyarrow import Table

Params: TypeAlias = Sequence[object] | Mapping[str, object] | None


class SqlStore(Protocol):
    """A DuckDB database with the schemas core and quality."""

    def execute(self, sql: str, params: Params = None) -> object:
        """Run one or more statements; the answer is not looked at."""

    def rows(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        """The rows of a query, each as column → value; DECIMAL comes as Decimal."""

    def frame(self, sql: str, params: Params = None) -> DataFrame:
        """The rows of a query as a pandas frame; DECIMAL becomes float there."""

    def arrow(self, sql: str, params: Params = None) -> Table:
        """The rows of a query as an Arrow table, which goes to another process as it lies in memory."""

    def insert(self, table: str, rows: Sequence[DataclassInstance]) -> object:
        """Append dataclass rows, their fields named as the columns."""

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[object]]) -> object:
        """Append rows that are given column by column."""

    def insert_arrow(self, table: str, rows: Table) -> object:
        """Append an Arrow table by column name, of the types of the columns."""


Locate: TypeAlias = Callable[[str, int, int], Evidence]
"""(document_id, char_start, char_end) of the raw text → evidence row with page, block and masked quote."""
