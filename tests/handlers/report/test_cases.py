"""Reports that any careful reader would put in the same type, danger, and what only sounds like it: read as shipped."""

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot.wiring import Assistant
from handlers.report.handler import ReportHandler
from handlers.report.messages import ReportRequest, Understood
from handlers.request import Role
from knowledge.reports import Reports
from tests.conftest import Place

_KNOWN = pytest.mark.xfail(reason="the network still reads this report wrongly")
"""Such cases are few, are shown as failing, and stay until they are read rightly; `known_miss` marks them."""

CASES = Path(__file__).with_name("cases")
_ROLES: tuple[Role, ...] = get_args(Role)
_KINDS = set("violence threat weapon stalking self_harm medical fire accident missing other".split())


def _loaded(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return found


def _cases(name: str) -> list[Any]:
    return [
        pytest.param(one, id=f"{_about(one)}-{one['organisation']}-{number}", marks=_marks(one))
        for number, one in enumerate(_loaded(name))
    ]


def _marks(case: dict[str, Any]) -> Any:
    return _KNOWN if case.get("known_miss") else ()


def _about(case: dict[str, str]) -> str:
    return case.get("type") or case["kind"]


@pytest.fixture(scope="session")
def shipped(guidelines: Place) -> ReportHandler:
    """What understands reports in a running assistant."""
    return Assistant(guidelines.settings).report


def _understood(handler: ReportHandler, case: dict[str, str]) -> Understood:
    role: Role = case.get("role", "employee")  # type: ignore[assignment]
    return handler.handle(ReportRequest(text=case["text"], org=case["organisation"], role=role))


def _reported(reports: Reports) -> set[tuple[str, str, str]]:
    """Return every type with the organisations and the roles that report it."""
    return {
        (type_.id, organisation, role)
        for type_ in reports.types.values()
        for organisation in reports.organisations()
        for role in _ROLES
        if type_.role in {None, role}
    }


def test_every_type_has_cases(reports: Reports) -> None:
    """Of every organisation and of every role that reports it; and so has every variant."""
    cases = _loaded("types")
    assert {(one["type"], one["organisation"], one["role"]) for one in cases} == _reported(reports)
    for type_ in reports.types.values():
        named = {one.get("variant") for one in cases if one["type"] == type_.id}
        assert named == ({one.id for one in type_.variants} if type_.variants else {None})


def test_danger_has_cases_of_every_kind(reports: Reports) -> None:
    """Of every organisation; and what only sounds like danger is of every other type."""
    danger, near = _loaded("danger"), _loaded("near_danger")
    assert {one["kind"] for one in danger} == _KINDS
    assert {one["type"] for one in near} == {one.id for one in reports.types.values() if one.handling != "emergency"}
    for cases in (danger, near):
        assert {one["organisation"] for one in cases} == set(reports.organisations())
    assert {(one["type"], one["organisation"], one["role"]) for one in near} <= _reported(reports)


@pytest.mark.parametrize("case", _cases("types"))
def test_a_clear_report_is_of_its_type(shipped: ReportHandler, reports: Reports, case: dict[str, str]) -> None:
    """And of its variant, where the writer's organisation routes the variants apart."""
    guess = _understood(shipped, case).guess
    routed = reports.variants(case["organisation"], case["type"])
    assert (guess.type.id, guess.variant) == (case["type"], case["variant"] if routed else None)


@pytest.mark.parametrize("case", _cases("danger"))
def test_danger_is_seen(shipped: ReportHandler, case: dict[str, str]) -> None:
    """Before all else: the emergency comes first, and so does its number."""
    understood = _understood(shipped, case)
    assert understood.guess.type.id == "emergency"
    assert understood.emergency
    assert understood.steps[0].kind == "emergency"


@pytest.mark.parametrize("case", _cases("near_danger"))
def test_what_only_sounds_like_danger_is_none(shipped: ReportHandler, case: dict[str, str]) -> None:
    """No number to call, and no emergency among the likeliest."""
    understood = _understood(shipped, case)
    assert understood.guess.type.id != "emergency"
    assert not understood.emergency
