"""What is taken as an answer, and what is not."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.model import (
    Answer,
    Answers,
    BadAnswers,
    Field,
    Form,
    Only,
    Option,
    answer_in_words,
    clean,
    filled,
    last_moment,
    moment,
)  # fmt: skip
from handlers.forms.report import REPORT

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Halifax")
YES, NO = Option(id="yes", label="Yes"), Option(id="no", label="No")

TRIP = Form(
    id="trip",
    title="A trip",
    lead="",
    opening="why",
    fields=(
        Field(id="again", label="Again?", kind="choice", options=(YES, NO), required=True),
        Field(id="why", label="Why?", kind="long", limit=20, only=(Only(field="again", among=("yes",)),)),
        Field(id="means", label="By what?", kind="several", options=(YES, NO)),
        Field(id="bus", label="Which bus?", kind="line", limit=9, only=(Only(field="means", among=("no",)),)),
        Field(id="names", label="Who?", kind="lines", limit=8, most=3),
        Field(id="day", label="On which day?", kind="date", limit=10),
        Field(id="start", label="When did it start?", kind="moment", limit=40),
        Field(id="narrow", label="When, in short?", kind="moment", limit=16),
        Field(id="park", label="Which park?", kind="line", limit=9, only=(Only(field="type", among=("park",)),)),
    ),
)

SEEN = st.text(max_size=30) | st.sampled_from(
    ["a\x00 b", "\u200b", "a\x85b", "\u202eabc", " \ud800 ", "x\x1c\x1dy", "\r\n"]
)
DATES = st.datetimes(timezones=st.none() | st.timezones()).map(str) | st.dates().map(str)
ODD = st.sampled_from(
    ["2026-11-20", "2026-W47-5", "20261120", "2026-11-20T1430Z", "9999-12-31T23:59-23:59", "0001-01-01"]
)
ANYTHING = (
    SEEN | DATES | ODD | st.none() | st.integers() | st.binary(max_size=4) | st.lists(SEEN, max_size=5)
    | st.lists(st.sampled_from(["yes", "no"])) | st.sampled_from(["yes", "no"])
    | st.dictionaries(SEEN, SEEN, max_size=2)
)  # fmt: skip


def inputs(form: Form) -> st.SearchStrategy[dict[str, object]]:
    """Return what may come in for a form, its own questions most of the time."""
    return st.dictionaries(st.sampled_from([one.id for one in form.fields] * 9 + ["type", "x"]), ANYTHING, max_size=9)


def taken(form: Form, came_in: Mapping[str, object], known: Answers) -> dict[str, Answer] | None:
    """Return the answers as they are kept, or None where they are refused."""
    try:
        return filled(form, came_in, now=NOW, zone=ZONE, known=known)
    except BadAnswers:
        return None


def texts(answer: Answer) -> tuple[str, ...]:
    """Return the texts of an answer."""
    return (answer,) if isinstance(answer, str) else answer


@pytest.mark.parametrize("form", [TRIP, REPORT, DISCLOSURE], ids=lambda form: form.id)
@given(data=st.data(), type_=st.sampled_from(["park", "information_incident", "records", "emergency"]))
def test_whatever_comes_in_is_filled_in_or_refused(form: Form, data: st.DataObject, type_: str) -> None:
    """What is kept fits its question, answers only what is asked, and is kept in the same way once more."""
    known = {"type": type_}
    answers = taken(form, data.draw(inputs(form)), known)
    if answers is None:
        return
    asked = {one.id: one for one in form.asked({**known, **answers})}
    assert set(answers) <= set(asked)
    assert {one.id for one in asked.values() if one.required} <= set(answers)
    for name, answer in answers.items():
        one, given_ = asked[name], texts(answer)
        assert given_
        assert all(0 < len(text) <= one.limit for text in given_)
        kept = {"\n", "\t"} if one.kind == "long" else set()
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for text in given_ for char in set(text) - kept)
        if one.kind == "lines":
            assert len(given_) <= one.most
        if one.options:
            assert set(given_) <= {option.id for option in one.options}
        if one.kind in ("date", "moment"):
            assert (
                datetime(1970, 1, 1, tzinfo=UTC) - timedelta(days=1)
                <= moment(given_[0], ZONE)
                <= NOW + timedelta(days=1)
            )
    assert filled(form, answers, now=NOW, zone=ZONE, known=known) == answers


@given(text=st.text(), lines=st.booleans())
def test_cleaned_text_is_clean(*, text: str, lines: bool) -> None:
    """Once more changes nothing; no control or half character is left, nor a line break where there is one line."""
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once == once.strip()
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in set(once) - {"\n", "\t"})
    assert lines or not {"\n", "\t"} & set(once)


@pytest.mark.parametrize(
    ("text", "lines", "kept"),
    [
        ("  a  b ", False, "a b"),
        ("a\x00 b", False, "a b"),
        ("a \x00 b", False, "a b"),
        ("a\x85b", False, "a b"),
        ("a\r\nb\rc", True, "a\nb\nc"),
        ("a\r\nb\rc", False, "a b c"),
        ("a\u2028b", True, "a\nb"),
        ("hi \u202egnp.exe", True, "hi gnp.exe"),
        ("\u200b\u200d \ufeff", True, ""),
        ("\ud83d", True, ""),
        ("👩‍🚒", False, "👩‍🚒"),
        ("न\u200dक", False, "न\u200dक"),
    ],
)
def test_what_is_cleaned_away(*, text: str, lines: bool, kept: str) -> None:
    """Marks that turn the direction of text go, and what nobody sees; what scripts and emoji need stays."""
    assert clean(text, lines=lines) == kept


def test_each_problem_is_told_at_its_question() -> None:
    """All of them at once, in words to whoever answers."""
    came_in = {
        "again": "maybe", "means": ["train"], "names": ["a", "b", "c", "d"], "day": "tomorrow",
        "start": "2027-01-01", "hotel": "yes", "narrow": 7,
    }  # fmt: skip
    with pytest.raises(BadAnswers) as refusal:
        filled(TRIP, came_in, now=NOW, zone=ZONE)
    assert str(refusal.value) == " ".join(refusal.value.problems.values())
    assert refusal.value.problems == {
        "hotel": "This form has no such question.",
        "again": "Again? Choose one of: Yes, No.",
        "means": "By what? Choose among: Yes, No.",
        "names": "Who? At most 3 entries.",
        "day": "On which day? Write it like 2026-11-20.",
        "start": "When did it start? That is in the future; it must have begun already.",
        "narrow": "When, in short? The answer must be text.",
    }


def test_what_must_be_answered_must_be_seen() -> None:
    """A required answer of spaces that nobody sees is none."""
    for nothing in (None, "", " \n", "\u200b"):
        with pytest.raises(BadAnswers, match="Please answer: Again"):
            filled(TRIP, {"again": nothing}, now=NOW, zone=ZONE)


def test_answers_to_what_is_not_asked_are_dropped() -> None:
    """Whatever they are. A condition hangs on an answer, on one of several, or on what is known beside the answers."""
    came_in = {"again": "no", "why": "x" * 99, "means": ["yes"], "bus": 12, "park": "y" * 99}
    assert filled(TRIP, came_in, now=NOW, zone=ZONE) == {"again": "no", "means": ("yes",)}
    asked = filled(
        TRIP,
        {"again": "yes", "why": "so", "means": ["yes", "no"], "bus": "9", "park": "Elk"},
        now=NOW,
        zone=ZONE,
        known={"type": "park"},
    )
    assert asked == {"again": "yes", "why": "so", "means": ("yes", "no"), "bus": "9", "park": "Elk"}


def test_an_answer_under_a_condition_that_was_refused_is_not_asked_for() -> None:
    """Nobody is told to mend an answer to a question that they may not be asked."""
    with pytest.raises(BadAnswers) as refusal:
        filled(TRIP, {"again": "perhaps", "why": "x" * 99}, now=NOW, zone=ZONE)
    assert set(refusal.value.problems) == {"again"}


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        ("day", "2026-11-20", "2026-11-20"),
        ("day", " 20261120 ", "2026-11-20"),
        ("day", "2026-11-21", "2026-11-21"),
        ("start", "2026-11-20T14:30", "2026-11-20T14:30"),
        ("start", "2026-11-20 09:05:59", "2026-11-20T09:05"),
        ("start", "2026-11-20T09:05Z", "2026-11-20T09:05+00:00"),
        ("start", "2026-11-20T09:05-08:00", "2026-11-20T09:05-08:00"),
        ("start", "2026-11-19", "2026-11-19"),
    ],
)
def test_days_and_moments_are_kept_in_one_way(field: str, given_: str, kept: str) -> None:
    """To the minute, with the zone where there is one; tomorrow is taken, for it may be there already."""
    assert filled(TRIP, {"again": "no", field: given_}, now=NOW, zone=ZONE) == {"again": "no", field: kept}


@pytest.mark.parametrize(
    ("field", "given_", "problem"),
    [
        ("day", "2026-11-20T14:30", "Write it like"),
        ("day", "20.11.2026", "Write it like"),
        ("day", "2026-02-30", "Write it like"),
        ("day", "1969-12-31", "before 1970"),
        ("day", "2026-11-22", "in the future"),
        ("start", "yesterday", "Write it like"),
        ("start", "2026-11-20T25:00", "Write it like"),
        ("start", "9999-12-31T23:59-23:59", "in the future"),
        ("narrow", "2026-11-20T1430Z", "At most 16"),
    ],
)
def test_days_that_cannot_be(field: str, given_: str, problem: str) -> None:
    """Said so that it can be mended."""
    with pytest.raises(BadAnswers, match=problem):
        filled(TRIP, {"again": "no", field: given_}, now=NOW, zone=ZONE)


def test_a_moment_without_a_zone_is_where_its_people_are() -> None:
    """And a day is all of that day there, be it of 23 hours or of 25."""
    assert moment("2026-11-20", ZONE) == datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert last_moment("2026-11-20", ZONE) == datetime(2026, 11, 21, 4, tzinfo=UTC)
    for one in (moment, last_moment):
        assert one("2026-11-20T14:30", ZONE) == datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
        assert one("2026-11-20T14:30-08:00", ZONE) == datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
        with pytest.raises(ValueError, match="soon"):
            one("soon", ZONE)
    assert last_moment("2025-03-09", ZONE) == datetime(2025, 3, 10, 3, tzinfo=UTC)
    assert last_moment("2025-11-02", ZONE) == datetime(2025, 11, 3, 4, tzinfo=UTC)


def test_what_has_not_begun_is_told_by_the_time_there() -> None:
    """A day more than now is taken, for people travel."""
    assert filled(TRIP, {"again": "no", "start": "2026-11-21T08:00"}, now=NOW, zone=ZONE)["start"] == "2026-11-21T08:00"
    with pytest.raises(BadAnswers, match="in the future"):
        filled(TRIP, {"again": "no", "start": "2026-11-21T08:01"}, now=NOW, zone=ZONE)


def test_the_number_to_call_stands_in_the_form() -> None:
    """Wherever a question speaks of it, and nothing else is changed."""
    asked = REPORT.with_number("555-0911")
    assert asked.fields[0].help == "If so, or if you are not sure, call 555-0911 before you go on."
    assert asked.fields[1:] == REPORT.fields[1:]


def test_lists_are_lists_of_texts() -> None:
    """A text alone, or anything else in the list, is refused; doubles and empty ones are left out."""
    for wrong in ("Ann", [1], {"a": 1}, 5):
        with pytest.raises(BadAnswers, match="must be a list"):
            filled(TRIP, {"again": "no", "names": wrong}, now=NOW, zone=ZONE)
    answers = filled(TRIP, {"again": "no", "names": ["Ann", " ", "Bo", "Ann "]}, now=NOW, zone=ZONE)
    assert answers["names"] == ("Ann", "Bo")
    with pytest.raises(BadAnswers, match="At most 8 characters each"):
        filled(TRIP, {"again": "no", "names": ["Annabella"]}, now=NOW, zone=ZONE)


def test_answers_in_words() -> None:
    """Options by their labels; what the form does not know any more as it was kept."""
    assert answer_in_words(TRIP, "again", "yes") == "Yes"
    assert answer_in_words(TRIP, "means", ("no", "yes", "train")) == "No; Yes; train"
    assert answer_in_words(TRIP, "why", "yes") == "yes"
    assert answer_in_words(TRIP, "hotel", "no") == "no"


@pytest.mark.parametrize("form", [REPORT, DISCLOSURE], ids=lambda form: form.id)
def test_the_forms_are_sound(form: Form) -> None:
    """Each question stands once; options are there where something is chosen; conditions hang on what comes before."""
    ids = [one.id for one in form.fields]
    assert len(set(ids)) == len(ids)
    for place, one in enumerate(form.fields):
        assert one.label.endswith("?")
        assert bool(one.options) == (one.kind in ("choice", "several"))
        assert {only.field for only in one.only} <= {"type", *ids[:place]}
        labels = [option.label for option in one.options]
        assert len(set(labels)) == len(labels)


def test_an_incident_asks_what_is_out() -> None:
    """And what sort of information, unless none is; of other reports neither is asked."""
    base = {"danger": "no", "what": "A list was sent to the wrong people."}
    incident = {"type": "information_incident"}
    with pytest.raises(BadAnswers) as refusal:
        filled(REPORT, base, now=NOW, zone=ZONE, known=incident)
    assert set(refusal.value.problems) == {"information_out"}
    said = {**base, "information_out": "no", "information": "names"}
    assert filled(REPORT, said, now=NOW, zone=ZONE, known=incident) == {**base, "information_out": "no"}
    said = {**base, "information_out": "unsure", "information": "names"}
    assert filled(REPORT, said, now=NOW, zone=ZONE, known=incident) == said
    assert filled(REPORT, said, now=NOW, zone=ZONE, known={"type": "harassment"}) == base


def test_a_disclosure_needs_the_day_from_which_its_time_limit_counts() -> None:
    """However long ago that is: a late one is taken all the same."""
    base = {"interest": "A bakery.", "duties": "I inspect bakeries."}
    with pytest.raises(BadAnswers, match="Since when"):
        filled(DISCLOSURE, base, now=NOW, zone=ZONE)
    said = {**base, "aware_since": str(date(2019, 1, 2))}
    assert filled(DISCLOSURE, said, now=NOW, zone=ZONE) == said


def test_whoever_is_in_danger_is_asked_less() -> None:
    """And others what is of use there: safe again, told whom, how often, what would help."""

    def asked(type_: str) -> set[str]:
        return {one.id for one in REPORT.asked({"type": type_})}

    everybody = {"danger", "what", "when", "where", "done"}
    online = {"link", "still_visible"}
    assert asked("emergency") == everybody | {"affected"}
    assert asked("records") == everybody | {"evidence"}
    assert asked("harassment") == everybody | online | {"affected", "evidence", "again", "wish"}
    assert asked("information_incident") == everybody | online | {
        "noticed", "information_out", "contained", "told", "affected", "evidence",
    }  # fmt: skip
