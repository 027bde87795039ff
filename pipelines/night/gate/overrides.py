"""Overrides: what people let pass the gate once, read from raw/decisions/overrides.toml.

Belongs here: what an entry says, and whether it speaks of tonight's candidate. Does not belong here: the decision
(quality.gate), writing entries (report).

An override is for one refused candidate: it names the build and the hash of its inputs. It is used up by being used: once
anything has been published after that candidate, it is over. So the file is left out of the inputs' hash
(night.check.building): it changes no figure, and the candidate that it lets pass has the inputs of the refused one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipelines.assemble.deciders import masked, without_names
from pipelines.assemble.entries import Entry, read_made
from pipelines.model.problem import Outcome, Problem
from pipelines.quality.gate import Override

HEAD: Final = "override"
_TEXTS: Final = ("limit", "refused", "inputs", "by", "why")
_REQUIRED: Final = (*_TEXTS, "saw", "when")


def read_overrides(path: Path, input_hash: str, live_build: str | None) -> Outcome[Override]:
    """All overrides of a file as they stand tonight; no file is no override. Entries that cannot be read are problems."""
    return read_made(path, HEAD, lambda entry: _override(entry, input_hash, live_build))


def _override(entry: Entry, input_hash: str, live_build: str | None) -> Override | Problem:
    fault = entry.fault(_REQUIRED, (), _TEXTS)
    if fault is not None:
        return fault
    saw = entry.row["saw"]
    if not isinstance(saw, list) or not saw or not all(isinstance(line, str) for line in saw):
        return entry.refused("bad_value", "saw")
    if re.fullmatch("[0-9a-f]{64}", entry.text("inputs")) is None:
        return entry.refused("bad_value", "inputs")
    if entry.moment("when") is None:
        return entry.refused("bad_value", "when")
    by, why, refused = entry.text("by"), entry.text("why"), entry.text("refused")
    is_unused = live_build is None or refused > live_build  # build ids are in the order of their making
    return Override(
        limit=entry.text("limit"),
        saw=tuple(str(line) for line in saw),
        by=masked(by),
        why=without_names(why, by),
        where=entry.where,
        is_fit=is_unused and entry.text("inputs") == input_hash,
    )
