"""routing.toml is read strictly, and a fault in it loses no alert."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.alert.routing import Route, Routing
from pipelines.night.tell.routes import read_routing

GOOD = """
[[route]]
name = "栖禾县财政"
channels = ["email", "wecom.qihe"]
regions = ["990102"]
severity = "error"

[[route]]
name = "民政口"
channels = ["webhook"]
department_types = ["民政局"]
kinds = ["data"]
"""


def _read(folder: Path, text: str) -> Routing:
    path = folder / "routing.toml"
    path.write_text(text, encoding="utf-8")
    return read_routing(path)


def test_no_file_is_no_route_and_no_fault(tmp_path: Path) -> None:
    assert read_routing(tmp_path / "routing.toml") == Routing()


def test_routes_are_read_as_they_are_written(tmp_path: Path) -> None:
    routing = _read(tmp_path, GOOD)
    assert routing.faults == ()
    assert routing.routes == (
        Route("栖禾县财政", ("email", "wecom.qihe"), regions=("990102",), severity="error"),
        Route("民政口", ("webhook",), department_types=("民政局",), kinds=("data",)),
    )


@pytest.mark.parametrize(
    ("written", "instead", "line", "names"),
    [
        ('severity = "error"', 'severety = "error"', 6, "severety"),
        ('severity = "error"', 'severity = "bad"', 6, "severity"),
        ('regions = ["990102"]', 'regions = ["栖禾县"]', 5, "regions"),
        ('regions = ["990102"]', 'regions = "990102"', 5, "regions"),
        ('regions = ["990102"]', "regions = []", 5, "regions"),
        ('channels = ["webhook"]', 'channels = ["wechat"]', 10, "channels"),
        ('channels = ["webhook"]', "channels = []", 10, "channels"),
        ('["民政局"]', '["民镇局"]', 11, "department_types"),
        ('kinds = ["data"]', 'kinds = ["date"]', 12, "kinds"),
        ('name = "民政口"', 'name = "栖禾县财政"', 9, "name"),
        ('name = "民政口"', "", 8, "name"),
        ("[[route]]", "[[rout]]", 2, "rout"),
        ('kinds = ["data"]', "kinds = [data]", 12, ""),
    ],
)
def test_a_fault_is_told_with_its_line_in_both_languages_and_everything_goes_everywhere(
    tmp_path: Path, written: str, instead: str, line: int, names: str
) -> None:
    assert written in GOOD
    routing = _read(tmp_path, GOOD.replace(written, instead))
    assert routing.routes == (), "not even the routes that could be read"
    (fault,) = routing.faults
    assert f"routing.toml:{line}" in fault.message_zh
    assert names in fault.message_zh
    assert "全部通道" in fault.message_zh
    assert re.search("[a-z]{3,} [a-z]{3,}", fault.message_zh), "in English too"
    assert fault.kind == "check"


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "routing.toml").write_bytes(GOOD.encode("gb18030"))
    assert len(read_routing(tmp_path / "routing.toml").faults) == 1


def test_a_file_that_cannot_be_opened_is_a_fault_and_stops_no_night(tmp_path: Path) -> None:
    (tmp_path / "routing.toml").mkdir()
    routing = read_routing(tmp_path / "routing.toml")
    assert routing.routes == ()
    assert "打不开" in routing.faults[0].message_zh
