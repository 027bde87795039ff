"""Plotly's script makes ready what pages draw, and no more; one that is not as it was known stays whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.publish.site.assets import FOLDER, PLOTLY, copy_assets, only_bars

_MODULE = 'var {name}=W((e,t)=>{{"use strict";t.exports={{name:"{kind}"}}}});'
_KINDS = "".join(f",k{number}()" for number in range(30))


def script(kind: str, kinds: str = _KINDS) -> str:
    """The end of a script that makes one kind of charts ready first."""
    return (
        f"{_MODULE.format(name='own', kind=kind)}"
        'var first=W((e,t)=>{"use strict";t.exports=own()});'
        f"P.register([first(){kinds}]);return P"
    )


def test_the_script_of_the_package_makes_bars_ready_and_nothing_else(tmp_path: Path) -> None:
    def put(name: str, data: bytes) -> Path:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    copy_assets(put, "a build")
    written = (tmp_path / FOLDER / PLOTLY).read_text(encoding="utf-8")
    assert len(re.findall(r"\.register\(\[\w+\(\)\]\)", written)) == 1
    assert "Licensed under the MIT license" in written


@pytest.mark.parametrize(
    "unknown", [script("pie"), script("bar", ",k1()"), script("bar") * 2], ids=["order", "few", "twice"]
)
def test_a_script_that_is_not_as_it_was_known_stays_whole(unknown: str) -> None:
    assert only_bars(unknown) == unknown
    assert only_bars(script("bar")) == script("bar", "")
