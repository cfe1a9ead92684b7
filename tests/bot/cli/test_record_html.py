"""A record as a page: whatever people wrote, it is text there and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.casework.record import Record
from bot.cli.casework.record_html import cell, record_html
from bot.cli.terminal import harmless
from handlers.cases.case import Assignment, Case, Duty, Message, Reporter
from handlers.cases.people import Person, Way
from handlers.cases.store import HistoryEntry
from tests.bot.cli.town_hall import NOON

_TEXT = st.text(max_size=80) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</td></tr></table>",
        "=1+1",
        "  =1",
        "\t@x",
        "＝1",
        "&lt;",
        '" onload="x',
        "\x1b[2J",
        "{x}",
    ]
)
_VOID = {"meta"}
_ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Page(HTMLParser):
    """What a page holds: its elements, their attributes, and the texts of its cells."""

    def __init__(self, html: str) -> None:
        """Parse it."""
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in _VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note its end, which must be that of the last one that began."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text of a cell."""
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data


def a_case(recipient: str = "Bo Li", **changes: object) -> Case:
    """Return a case that somebody received, of which only what a test is about need be named."""
    person = Person(name=recipient, role="manager", ways=(Way(kind="mail", address="bo@town.example"),))
    plain = Case(
        id="case1",
        number="C-7QK4-M2XD",
        kind="report",
        org="alder-creek",
        unit=None,
        role="employee",
        type="harassment",
        variant=None,
        state="received",
        filed_at=NOON,
        content={"danger": "no", "what": "She shouts."},
        reporter=Reporter(name="Rae Okoro"),
        assignments=(Assignment(person=person, step=0, because="route", at=NOON),),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_record(case: Case, details: str = "Thank you.") -> Record:
    """Return a record of a case whose history has one entry."""
    entry = HistoryEntry(
        number=1, case=case.id, at=NOON, action="answered", actor="recipient", who="Bo", details=details
    )
    return Record(case=case, alleged="Alleged: x", history=(entry,), at=datetime(2026, 11, 21, tzinfo=UTC), who="root")


def test_a_time_of_any_zone_is_told_in_the_one_that_is_named() -> None:
    """Such as a time limit that counts from what somebody answered."""
    due = datetime(2026, 11, 21, 17, 30, tzinfo=timezone(timedelta(hours=-8)))
    html = record_html(a_record(a_case(duties=(Duty(id="desk", text="Call the desk.", due=due),))))
    assert "2026-11-22 01:30 UTC" in html
    assert "17:30" not in html


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    return a_case(
        draw(_TEXT),
        content={"danger": "no", "what": draw(_TEXT), "gone": draw(_TEXT)},
        reporter=Reporter(name=draw(_TEXT), reach=draw(_TEXT)),
        messages=(Message(at=NOON, author="reporter", name=draw(_TEXT), text=draw(_TEXT)),),
        outcome=draw(_TEXT),
        filed_as=draw(_TEXT),
        unit=draw(_TEXT),
    )


def _written(case: Case) -> Iterator[str]:
    yield from (str(case.content[one]) for one in ("what", "gone"))
    yield case.reporter.name if case.reporter else ""
    yield from (one.text for one in case.messages)
    yield from (one.person.name for one in case.assignments)


@settings(deadline=None)
@given(_cases(), _TEXT)
def test_whatever_people_wrote_is_text(case: Case, details: str) -> None:
    """No element, no attribute of theirs; every word of it stands in a cell; nothing loads, nothing runs."""
    html = record_html(a_record(case, details))
    page = Page(html)
    assert page.open == []
    assert page.tags == _ALLOWED
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}
    assert {cell(one) for one in (*_written(case), details) if one} <= set(page.cells)


@settings(deadline=None)
@given(_cases())
def test_no_cell_is_a_formula(case: Case) -> None:
    """In a spreadsheet that opens the page."""
    begins = [one.strip()[:1] for one in Page(record_html(a_record(case))).cells]
    assert not set("=+-@＝＋－＠") & set(begins)


@given(_TEXT)
def test_a_cell_says_what_was_written(text: str) -> None:
    """But for what a terminal obeys, and for a mark before what would be a formula."""
    assert cell(text).removeprefix("'") == harmless(text).removeprefix("'")


def test_a_record_says_that_it_is_alleged_and_can_be_printed() -> None:
    """With its history and how it is kept; no address outside of it."""
    html = record_html(a_record(a_case()))
    for said in (
        "Record of Case C-7QK4-M2XD",
        "What stands here is alleged",
        "@media print",
        "default-src 'none'",
        "<h2>History</h2>",
        "<h2>How it is kept</h2>",
        "It was not disposed of.",
        "2026-11-21 00:00 UTC",
    ):
        assert said in html, said
    assert "http://" not in html
    assert "https://" not in html
