"""What is no report, and what is asked of one that cannot be."""

from dataclasses import replace
from typing import Any

import pytest

from handlers.forms.report import MAX_WHAT
from handlers.report.messages import ReportRequest
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.report.fakes import FakeReportReader, reading
from tests.handlers.report.understanding import LIKELY, handler, understood


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There are no words in this; say in a sentence or two what happened."),
        (" \n\t", "There are no words in this"),
        ("\u200b\x00", "There are no words in this"),
        ("?! … 🙂", "There are no words in this"),
        ("a" * (MAX_WHAT + 1), "At most 20,000 characters; these are 20,001. Send the rest afterwards"),
    ],
    ids=["empty", "blank", "invisible", "signs", "too long"],
)
def test_what_cannot_be_read_never_reaches_the_reader(library: Library, reports: Reports, text: str, told: str) -> None:
    """One clear sentence."""
    reader = FakeReportReader(reading(*LIKELY))
    with pytest.raises(BadRequest) as caught:
        handler(library, reports, reader).handle(ReportRequest(text=text, org="bc"))
    assert told in str(caught.value)
    assert not reader.asked


def test_as_much_as_the_form_takes_is_read(library: Library, reports: Reports) -> None:
    """To the last character."""
    assert understood(library, reports, text="a" * MAX_WHAT)


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ({"org": "mars"}, "'mars' is no organisation here; choose one of: bc, ns, sk-ipc."),
        ({"type": "gossip"}, "'gossip' is no type that a"),
        ({"type": ""}, "'' is no type that a"),
        ({"type": "supervisor_concern"}, "'supervisor_concern' is no type that a"),
    ],
)
def test_a_request_for_what_is_not_there_is_refused(
    library: Library, reports: Reports, request_: dict[str, Any], told: str
) -> None:
    """With what there is to choose from."""
    with pytest.raises(BadRequest) as caught:
        understood(library, reports, **request_)
    assert told in str(caught.value)
    if "type" in request_:
        known = [one.id for one in reports.types.values() if one.role is None]
        assert str(caught.value).endswith(f"choose one of: {', '.join(known)}.")


def test_an_organisation_without_routes_is_told_which_have_some(library: Library, reports: Reports) -> None:
    """Its texts may be there for questions alone."""
    without = replace(reports, routes=tuple(one for one in reports.routes if one.organisation != "ns"))
    with pytest.raises(BadRequest, match=r"'ns' has no routes for reports here; these have: bc, sk-ipc\."):
        understood(library, without, org="ns")
