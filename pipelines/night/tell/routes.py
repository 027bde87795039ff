"""Routes: which channels hear of what, read from raw/decisions/routing.toml.

Belongs here: what an entry says, and that a file with a fault changes nothing: then every alert goes to all channels, and
the fault is told. Does not belong here: what a route takes (alert.routing), reading entries (assemble.entries).

Routes change no figure, so the file is left out of the inputs' hash (night.check.building).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from pipelines.alert.channels import CHANNEL_NAMES
from pipelines.alert.message import KINDS, SEVERITIES, Severity, Trouble
from pipelines.alert.routing import Route, Routing
from pipelines.assemble.entries import Entry, read_made
from pipelines.lexicon import load
from pipelines.model.problem import Problem
from pipelines.night.decision_files import ROUTING
from pipelines.normalize.departments import load_departments

HEAD: Final = "route"
_REQUIRED: Final = ("name", "channels")
_OPTIONAL: Final = ("regions", "department_types", "severity", "kinds")
_REGION: Final = re.compile("[1-9][0-9]{1,11}")
_CHANNEL: Final = re.compile(rf"({'|'.join(CHANNEL_NAMES)})(\.[a-z0-9_]+)?")


def read_routing(path: Path) -> Routing:
    """The routes of the file; none where there is no file, or a fault anywhere in it."""
    try:
        read = read_made(path, HEAD, _route, unique="name")
    except OSError as error:  # a folder of that name, no permission
        return Routing(faults=(_fault([_unopened(path, error)]),))
    return Routing(faults=(_fault(read.problems),)) if read.problems else Routing(read.values)


def _route(entry: Entry) -> Route | Problem:
    fault = entry.fault(_REQUIRED, _OPTIONAL, ("name",))
    if fault is not None:
        return fault
    lists = {
        key: _texts(entry.row.get(key, [])) for key in ("channels", "regions", "department_types", "kinds")
    }
    types = {type_.name for type_ in load_departments().types}
    severity = entry.row.get("severity", SEVERITIES[-1])
    holds = {
        "channels": bool(lists["channels"]) and all(map(_CHANNEL.fullmatch, lists["channels"] or ())),
        "regions": all(map(_REGION.fullmatch, lists["regions"] or ())),
        "department_types": set(lists["department_types"] or ()) <= types,
        "kinds": set(lists["kinds"] or ()) <= set(KINDS),
        "severity": severity in SEVERITIES,
    }
    for key in (*_REQUIRED, *_OPTIONAL):
        is_empty_list = key in lists and key in entry.row and not lists[key]
        if is_empty_list or not holds.get(key, True):
            return entry.refused("bad_value", key)
    return Route(
        name=entry.text("name"),
        channels=lists["channels"] or (),
        regions=lists["regions"] or (),
        department_types=lists["department_types"] or (),
        severity=cast(Severity, severity),
        kinds=tuple(kind for kind in KINDS if kind in (lists["kinds"] or ())),
    )


def _texts(value: object) -> tuple[str, ...] | None:
    """The texts of a list; None for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)


def _unopened(path: Path, error: OSError) -> Problem:
    words = load("alerts")["routing"]["unopened"]
    said = {"where": path.name, "why": error.strerror or type(error).__name__}
    return Problem("decision_refused", words["zh"].format(**said), words["en"].format(**said))


def _fault(problems: Sequence[Problem]) -> Trouble:
    words = load("alerts")["routing"]
    said = "；".join(problem.message_zh.rstrip("。") for problem in problems)
    said_en = "; ".join(problem.message_en for problem in problems)
    return Trouble(
        kind="check",
        key=ROUTING,
        fingerprint=hashlib.sha256(said.encode()).hexdigest(),
        message_zh=words["fault"].format(problems=said, problems_en=said_en),
        rule_id=ROUTING,
        name_zh=words["name"],
    )
