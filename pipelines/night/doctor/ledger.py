"""Whether the ledger and what it speaks of belong together. Belongs here: state.sqlite, documents, shards. Does not belong
here: the contents of documents (``xianjian verify``)."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.read.redo import say_wish
from pipelines.night.settings import Settings
from pipelines.state import State

SUBJECT = "台账 ledger"


def examine_ledger(settings: Settings, state: State) -> Iterator[Sign]:
    """The file itself, the kept originals of all documents, and the shards that are in use."""
    faults = state.integrity_faults()
    if faults:
        yield fault(
            SUBJECT,
            f"state.sqlite 已损坏：{faults[0]}",
            f"state.sqlite is damaged: {faults[0]}",
            "停止运行，从备份恢复 state/state.sqlite；没有备份就移走它，下一夜重新登记全部文件",
        )
        return
    records = state.documents()
    lost = [r for r in records if not settings.original(r.sha256).is_file()]
    if lost:
        yield fault(
            SUBJECT,
            f"{len(lost)} 份收到的文件原件不在了，例如 {lost[0].file_name}",
            f"the originals of {len(lost)} documents are gone",
            "从备份恢复 documents/；仍在收件箱中的文件，下一夜会重新收存",
        )
    for wish in state.intentions():
        yield warn(
            SUBJECT,
            f"有{say_wish(wish)}",
            "what was asked for is not published yet",
            "运行 xianjian run：接着做完，读过的不再读；闸门关着的先看 xianjian gate --explain",
        )
    shards = [name for name in sorted(state.shards()) if not (settings.shards / name).is_dir()]
    if shards:
        yield warn(
            SUBJECT,
            f"{len(shards)} 个数据分片不在了，例如 {shards[0]}",
            f"{len(shards)} shards are gone",
            "运行 xianjian run：会从原件重新提取",
        )
    if not lost and not shards:
        zh = f"{len(records)} 份文件的登记、原件和分片齐全"
        yield ok(SUBJECT, zh, f"{len(records)} documents, nothing is missing")
