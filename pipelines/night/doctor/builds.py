"""Whether readers find a whole build. Belongs here: the link and the files of builds. Does not belong here: their figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.publish import SealError, builds, damaged_files, live_build
from pipelines.publish.build import BUILDS, CURRENT

SUBJECT = "现行版本 live build"


def examine_builds(warehouse: Path) -> Iterator[Sign]:
    """The link ``current``, every file of the live build against its manifest, and what killed runs left."""
    link = warehouse / CURRENT
    live = live_build(warehouse)
    if live is None and builds(warehouse):
        yield fault(
            SUBJECT,
            f"链接 {link} 不在或指向空处，读者打不开数据",
            "the link to the live build is gone or points nowhere",
            f"ln -sfn builds/{builds(warehouse)[-1].build_id} {link}，或运行 xianjian run --rebuild",
        )
    elif live is None:
        yield warn(SUBJECT, "还没有发布过", "nothing is published yet", "运行 xianjian run")
    else:
        yield from _examine_files(live.build_id, live.folder)
    left = [p.name for p in (warehouse / BUILDS).glob("*.building")] if (warehouse / BUILDS).is_dir() else []
    if left:
        yield warn(
            SUBJECT,
            f"有 {len(left)} 个没做完的版本：{left[0]}",
            f"{len(left)} builds were left unfinished by a killed run, or a run is working now",
            "下一夜会自动清理；占用空间太多时运行 xianjian run",
        )


def _examine_files(build_id: str, folder: Path) -> Iterator[Sign]:
    try:
        damaged = damaged_files(folder)
    except SealError as error:
        yield fault(SUBJECT, f"{build_id}：{error}", "the manifest is damaged", "运行 xianjian run --rebuild")
        return
    if damaged:
        yield fault(
            SUBJECT,
            f"{build_id} 有 {len(damaged)} 个文件与清单不符：{'、'.join(damaged[:3])}",
            f"{len(damaged)} files are not what the manifest says",
            "运行 xianjian run --rebuild；查明是谁改动了已发布的文件",
        )
    else:
        yield ok(SUBJECT, f"{build_id} 的文件与清单一致", "every file is what the manifest says")
