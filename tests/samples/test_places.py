"""Made-up places and people are no real ones."""

from __future__ import annotations

from pathlib import Path

import stdnum
from stdnum import numdb

from pipelines.lexicon import load
from pipelines.samples.retold import retold
from pipelines.samples.ship import planned


def test_made_up_names_and_codes_occur_nowhere_in_the_national_list() -> None:
    listed = (Path(stdnum.__file__).parent / "cn" / "loc.dat").read_text(encoding="utf-8")
    for row in load("places_samples")["region"]:
        assert row["name"][:-1] not in listed, row["name"]
        assert not numdb.get("cn/loc").info(row["code"])[0][1], row["code"]


def test_codes_and_names_are_unique_and_every_parent_is_there() -> None:
    rows = load("places_samples")["region"]
    codes = {row["code"] for row in rows}
    assert len(codes) == len(rows) == len({row["name"] for row in rows})
    assert all(row["code"].startswith("99") for row in rows)
    assert all(row["parent"] in codes for row in rows if row["level"] != "province")


def test_every_signer_bears_a_name_of_the_invented_list() -> None:
    invented = set(load("sample_phrases")["names"]["people"])
    assert {s.name for m in planned() for s in m.specimen.signers} <= invented


def test_only_the_two_retold_units_are_real() -> None:
    assert {r.specimen.unit_name for r in retold()} == {"元氏县总工会", "赵县总工会"}
    assert all(m.is_retold or m.specimen.region.code.startswith("9901") for m in planned())
