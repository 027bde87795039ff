"""Routing sends each trouble where it is asked for, and never nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.alert.message import Trouble
from pipelines.alert.routing import Route, Routing
from tests.alert.troubles import CLOSED, FILE, PERSONS, RATE, RULE

ALL = ("email", "webhook", "wecom")
RUN = Trouble("run", "run", "", "")


def _channels(trouble: Trouble, *routes: Route) -> set[str]:
    return set(Routing(routes).channels_for(trouble, ALL))


@pytest.mark.parametrize(
    ("route", "taken", "left"),
    [
        (Route("县", ("email",), regions=("990102",)), [RATE], [PERSONS, CLOSED, FILE, RULE, RUN]),
        (Route("市", ("email",), regions=("9901",)), [RATE, PERSONS], [FILE]),
        (Route("民政", ("email",), department_types=("民政局",)), [RATE], [PERSONS, FILE]),
        (Route("错误", ("email",), severity="error"), [RATE, CLOSED, FILE, RULE, RUN], [PERSONS]),
        (Route("运行", ("email",), kinds=("run", "check")), [RULE, RUN], [RATE, FILE]),
        (Route("两样", ("email",), regions=("99",), severity="error"), [RATE], [PERSONS, RUN]),
    ],
)
def test_a_route_takes_what_it_chooses_and_the_rest_goes_everywhere(
    route: Route, taken: list[Trouble], left: list[Trouble]
) -> None:
    for trouble in taken:
        assert _channels(trouble, route) == {"email"}, trouble.key
    for trouble in left:
        assert _channels(trouble, route) == set(ALL), trouble.key


def test_every_route_that_takes_it_gets_it() -> None:
    routes = Route("县", ("email",), regions=("990102",)), Route("错误", ("wecom", "email"), severity="error")
    assert _channels(RATE, *routes) == {"email", "wecom"}
    assert Routing(routes).names_for("email", [RATE]) == ("县", "错误")
    assert Routing(routes).names_for("wecom", [PERSONS]) == ()


def test_a_route_whose_channels_are_not_configured_loses_nothing() -> None:
    assert _channels(RATE, Route("县", ("feishu",), regions=("99",))) == set(ALL)
    assert _channels(RATE, Route("县", ("feishu", "wecom"), regions=("99",))) == {"wecom"}


def test_a_report_of_no_known_county_is_no_countys() -> None:
    assert _channels(replace(RATE, region_code=None), Route("县", ("email",), regions=("99",))) == set(ALL)


def test_without_routes_all_channels_hear() -> None:
    assert _channels(RATE) == set(ALL)
    assert Routing().channels_for(RATE, ()) == frozenset()


def test_a_labelled_channel_hears_only_what_a_route_gives_it() -> None:
    names = (*ALL, "wecom.qihe")
    route = Route("县", ("wecom.qihe",), regions=("990102",))
    assert Routing((route,)).channels_for(RATE, names) == {"wecom.qihe"}
    assert Routing((route,)).channels_for(RUN, names) == set(ALL)
    assert Routing().channels_for(RUN, ("wecom.qihe",)) == {"wecom.qihe"}, "better there than nowhere"
