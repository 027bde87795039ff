"""The desk: what each ``xianjian review`` command does, over the live build and the folder of decisions.

Belongs here: opening the build, finding the item that a person means, and writing the decision down. Does not belong here:
options and exit codes (cli_review), how items are found, shown and written (items, listing, detail, record).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from rich.console import Console

from pipelines.assemble import FigureDecision, read_corrections, read_identities
from pipelines.assemble.corrected import correct_value, default_field
from pipelines.lexicon import load
from pipelines.night.decision_files import CORRECTIONS, IDENTITY, VERSIONS
from pipelines.night.exit_code import ExitCode
from pipelines.night.no_build import say_no_build
from pipelines.night.review.detail import show_item
from pipelines.night.review.items import Item, find_items, undecided, waiting_items
from pipelines.night.review.listing import chosen, line_of, print_items
from pipelines.night.review.record import Value, append_entry, signed, subject_of
from pipelines.night.settings import Settings
from pipelines.normalize.registry import load_places
from pipelines.publish import live_build
from pipelines.store import Store

MOST_NAMED: Final = 10
FAR: Final = 100
"""So many times as much as was read is told: a figure is misread by digits, a unit is mistaken ten thousandfold."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, and why; neither may be blank."""

    by: str
    why: str

    @property
    def is_blank(self) -> bool:
        """Whether one of both is missing: such a decision would be refused by every night."""
        return not self.by.strip() or not self.why.strip()


@dataclass(slots=True)
class Desk:
    """One visit. Every method prints what it did and says how it ended."""

    settings: Settings
    console: Console = field(default_factory=lambda: Console(soft_wrap=True))
    view: str = "quality.waiting"
    listed_by: str = "xianjian review"
    """The command that lists the ids of this desk."""

    def list_waiting(self, kind: str | None, report: str | None, *, whole: bool, every: bool) -> ExitCode:
        """What waits and is not decided yet; with ``every`` also figures that do not wait, for correcting them."""
        with self._store() as store:
            items = chosen(waiting_items(store, every=every), kind, report)
        identified = read_identities(self.settings.decisions / IDENTITY).values
        left = undecided(items, self._decisions(), {decision.document_id for decision in identified})
        narrowed = kind is not None or report is not None
        if narrowed and not items:
            return self._say_nothing_of(f"{self.listed_by} list")
        print_items(self.console, left, len(items) - len(left), whole=whole or narrowed)
        return ExitCode.OK

    def show(self, wanted: str, out: Path | None) -> ExitCode:
        """One item whole."""
        with self._store() as store:
            item = self._find(store, wanted)
            if item is None:
                return ExitCode.NOT_FOUND
            show_item(
                self.console, store, self.settings, item, out or self.settings.warehouse / "state" / "review"
            )
        return ExitCode.OK

    def decide(self, wanted: str, action: str, who: Signature) -> ExitCode:
        """Write down that an item is right (``accept``) or is none (``reject``)."""
        if who.is_blank:
            return self._unsigned()
        with self._store() as store:
            item = self._find(store, wanted)
        if item is None or not self._has_document(item):
            return ExitCode.NOT_FOUND
        return self._record(item, {**subject_of(item, action), **signed(who.by, who.why)})

    def correct(self, wanted: str, to: str, unit: str | None, column: str | None, who: Signature) -> ExitCode:
        """Write down the right value of a figure. The printed unit of an amount holds where no other is given."""
        if who.is_blank:
            return self._unsigned()
        with self._store() as store:
            item = self._find(store, wanted)
            if item is None or item.table is None or not self._has_document(item):
                if item is not None and item.table is None:
                    self._say(
                        f"{item.item_id} 不是已入库的数字，不能更正 / no stored figure, nothing to correct"
                    )
                return ExitCode.NOT_FOUND
            name = column or default_field(item.table)
            said = self._printed_unit(store, item) if unit is None else unit
            right = correct_value(item.table, name, to, said)
            if right is None:
                fields = "、".join(load("review")["table"][item.table]["fields"])
                self._say(f"“{to}{said}”不能作为 {name} 的值（可更正：{fields}）/ no value of that field")
                return ExitCode.UNFIT
            read = store.scalar(f"SELECT {name} FROM core.{item.table} WHERE fact_id = ?", [item.fact_id])
        value: dict[str, Value] = {"field": name, "to": to}
        if said:
            value["unit"] = said
        ended = self._record(item, {**subject_of(item, "correct"), **value, **signed(who.by, who.why)})
        self._say(
            f"改为 becomes：{to}{said}" + ("（没有写 --unit，用所印的单位）" if said and unit is None else "")
        )
        if read and not Decimal(1) / FAR <= right.value / read <= FAR:
            self._say(
                "注意：与读出的值相差很远或正负相反，请看数和 --unit / far from what was read: is the unit right?"
            )
        return ended

    def set_identity(self, wanted: str, values: dict[str, Value], who: Signature) -> ExitCode:
        """Write down the region, unit or year of the item's file."""
        if who.is_blank:
            return self._unsigned()
        code = values.get("region_code")
        if isinstance(code, str) and load_places().by_code(code, None) is None:
            self._say(f"区划代码 {code} 不在代码表中 / no such region code")
            return ExitCode.UNFIT
        with self._store() as store:
            item = self._find(store, wanted)
        if item is None or not self._has_document(item):
            return ExitCode.NOT_FOUND
        path = self.settings.decisions / IDENTITY
        append_entry(path, "identity", {"document": item.sha256 or "", **values, **signed(who.by, who.why)})
        self._say(f"已写入 {path}，下次 xianjian run 时重新归属〔{item.file_name}〕，不必重读文件")
        return ExitCode.OK

    def choose_version(self, wanted: str, document: str, who: Signature) -> ExitCode:
        """Write down which of several conflicting files of a report holds."""
        if who.is_blank:
            return self._unsigned()
        with self._store() as store:
            item = self._find(store, wanted)
            if item is None or item.report_id is None:
                return ExitCode.NOT_FOUND
            rows = store.rows(
                "SELECT document_id FROM core.report_versions WHERE report_id = ? ORDER BY document_id",
                [item.report_id],
            )
        filed = [row["document_id"] for row in rows]
        if document[:16] not in filed:
            self._say(f"这份报告没有文件 {document}；有：{'、'.join(filed)} / no such file of this report")
            return ExitCode.UNFIT
        path = self.settings.decisions / VERSIONS
        entry: dict[str, Value] = {
            "report_id": item.report_id,
            "document_id": document[:16],
            "over": tuple(d for d in filed if d != document[:16]),
            "by": who.by,
            "on": datetime.now(UTC).date(),
            "why": who.why,
        }
        append_entry(path, "version", entry)
        self._say(f"已写入 {path}，下次 xianjian run 时执行")
        return ExitCode.OK

    def has_build(self) -> bool:
        """Whether there is a build to review, made by this version of the program."""
        if live_build(self.settings.warehouse) is None:
            self._say(say_no_build(self.settings.warehouse))
            return False
        with self._store() as store:
            known = store.scalar(
                "SELECT count(*) FROM duckdb_views() WHERE schema_name || '.' || view_name = ?", [self.view]
            )
        if not known:
            self._say(
                "现有版本由旧程序建成，请先运行 xianjian run / the live build is of an earlier version, run first"
            )
        return bool(known)

    def _store(self) -> Store:
        build = live_build(self.settings.warehouse)
        assert build is not None
        return Store.open_read_only(build.database)

    def _find(self, store: Store, wanted: str) -> Item | None:
        """The one item that is meant; a figure that does not wait can be meant too."""
        found = find_items(waiting_items(store), wanted) or find_items(
            waiting_items(store, every=True), wanted
        )
        if len(found) == 1:
            return found[0]
        self._say_not_one(wanted, [f"{item.item_id}  {item.file_name}  {line_of(item)}" for item in found])
        return None

    def _say_not_one(self, wanted: str, found: Sequence[str]) -> None:
        """Why an id names no one thing: nothing has it, or the first of several that begin so."""
        if not found:
            self._say(f"没有编号 {wanted}，编号见 {self.listed_by} / no such id, that command lists them")
            return
        self._say(f"编号 {wanted} 对应多项，请写全 be more exact：")
        for line in found[:MOST_NAMED]:
            self._say(f"  {line}")

    def _say_nothing_of(self, command: str) -> ExitCode:
        """Where words were given that nothing has: another spelling must not look like all being done."""
        self._say(f"没有符合所写条件的；全部见 {command} / nothing of these, that command lists all")
        return ExitCode.OK

    def _unsigned(self, why: str = "--why") -> ExitCode:
        self._say(f"--by 和 {why} 都要写 / say who decides, and why")
        return ExitCode.UNFIT

    def _has_document(self, item: Item) -> bool:
        if item.sha256 is None:
            self._say(f"{item.item_id} 不属于某一份文件，请直接改正所指的决定文件或登记表：{item.message}")
        return item.sha256 is not None

    def _printed_unit(self, store: Store, item: Item) -> str:
        if item.table not in ("budget_facts", "project_items", "asset_facts"):
            return ""
        return str(store.scalar(f"SELECT unit_text FROM core.{item.table} WHERE fact_id = ?", [item.fact_id]))

    def _decisions(self) -> tuple[FigureDecision, ...]:
        return read_corrections(self.settings.decisions / CORRECTIONS).values

    def _record(self, item: Item, entry: dict[str, Value]) -> ExitCode:
        path = self.settings.decisions / CORRECTIONS
        earlier = [d for d in self._decisions() if item not in undecided([item], [d])]
        append_entry(path, "decision", entry)
        self._say(
            f"已写入 {path}，下次 xianjian run 时执行：{load('review')['action'][entry['action']]} {line_of(item)}"
        )
        if earlier:
            self._say(
                f"注意：取代先前的决定（{'、'.join(d.where for d in earlier)}）/ replaces earlier decisions"
            )
        for problem in read_corrections(path).problems:
            self._say(f"注意：{problem.message_zh}")
        return ExitCode.OK

    def _say(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False)
