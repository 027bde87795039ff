"""What a person hears where no build is live: nothing was published yet, or the link to what was published is gone.

Belongs here: that sentence, the same for every command. Does not belong here: looking further (doctor), making a build.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.publish import builds
from pipelines.publish.build import CURRENT


def say_no_build(warehouse: Path) -> str:
    """In Chinese and English, what is missing and what to do next."""
    if builds(warehouse):
        return (
            f"链接 {warehouse / CURRENT} 不在或指向空处，已发布的版本还在；xianjian doctor 说怎么办 / "
            "the link to the live build is gone, the builds are there: see xianjian doctor"
        )
    return f"{warehouse} 里还没有发布过，请先运行 xianjian run，或检查 --warehouse / nothing is published yet: xianjian run comes first, or check --warehouse"
