"""What people are told: no more than a number and a link, but for those who may be told more, and where they may be."""

from dataclasses import replace

import pytest

from handlers.cases.case import Assignment, Case
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.kept_out import kept_out
from handlers.cases.notices import Naming, to_recipient, to_reporter, way_for, with_code
from handlers.cases.people import Involved, Way
from handlers.forms.model import Answer
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import a_case, a_disclosure, assigned, channel, mail, person, reporter
from tests.handlers.cases.fakes import naming_of

WORDS = "The list of clients went to a newspaper."
CONTENT: dict[str, Answer] = {"what": WORDS, "danger": "no", "evidence": ("message", "witness"), "old_question": "kept"}
OWN = mail("ada@gov.example")
ADA = person("Ada Nygaard", "miso", ways=(channel(), OWN), detail="full")
FULL = replace(ADA, ways=(OWN, channel()))
INCIDENT = a_case(type="information_incident", content=CONTENT)


@pytest.fixture(scope="module")
def naming(library: Library, reports: Reports) -> Naming:
    """How the product's types are called."""
    return naming_of(library, reports)


def notice(case: Case, one: Assignment, naming: Naming, kind: NoticeKind = "case", urgency: int = 2) -> Notice:
    """Return what a recipient is told."""
    found = to_recipient(case, one, kind, urgency, naming, "TOKEN")
    assert found is not None
    return found


def test_a_notice_says_that_there_is_a_case_and_no_more(naming: Naming) -> None:
    """Not what it is about, nor who reported it."""
    found = notice(INCIDENT, assigned(replace(FULL, detail="notice")), naming)
    said = found.subject + found.text
    assert "C-7QK4-M2XD" in found.subject
    assert not any(word in said for word in (WORDS, "Rae", "incident", "Alleged"))
    assert (found.to, found.link, found.way) == (FULL.key, "TOKEN", OWN)


def test_who_may_be_told_more_is_told_what_was_reported_as_alleged(naming: Naming) -> None:
    """In the order of the form, options in words; what the form asks no more comes last. Only the first notice does."""
    text = notice(INCIDENT, assigned(FULL), naming).text
    lines = text.splitlines()
    start = lines.index("Alleged: Information or security incident")
    assert lines[start + 1 : start + 5] == [
        "Is anybody in danger right now? No",
        f"What happened? {WORDS}",
        "What have you kept? Messages or e-mails; Somebody else saw it",
        "old_question: kept",
    ]
    assert "alleged: nobody has looked into it" in text
    assert WORDS not in notice(INCIDENT, assigned(FULL), naming, "reminder").text
    assert "Rae" not in text


def test_what_several_people_read_never_says_what_was_reported(naming: Naming) -> None:
    """Even of what is not private."""
    found = notice(INCIDENT, assigned(ADA), naming)
    assert found.way == channel()
    assert WORDS not in found.text


PRIVATE = [
    a_case(content=CONTENT),
    a_disclosure(),
    replace(INCIDENT, reporter=None),
    replace(INCIDENT, out=kept_out(Involved(names=("Zoe Ek",)), [])),
    replace(INCIDENT, out=kept_out(Involved(roles=("supervisor",)), [])),
]


@pytest.mark.parametrize("case", PRIVATE, ids=["about a person", "disclosure", "anonymous", "name", "role"])
def test_what_is_private_goes_where_they_alone_read_and_says_nothing(case: Case, naming: Naming) -> None:
    """Whoever has no such way is not told; a shared one never stands in."""
    found = notice(case, assigned(ADA), naming)
    assert found.way == OWN
    assert "Alleged" not in found.text
    assert "Disclosed" not in found.text
    loud = assigned(replace(ADA, ways=(channel(), mail("office@gov.example", shared=True))))
    assert way_for(case, loud, naming) is None
    assert to_recipient(case, loud, "case", 2, naming, "TOKEN") is None
    assert with_code(case, loud, "CODE", naming) is None


def test_a_reporter_who_is_a_recipient_elsewhere_makes_nothing_private(naming: Naming) -> None:
    """That they are kept out says nothing of what they report."""
    case = replace(INCIDENT, out=kept_out(Involved(), [], reporter="Rae Okoro"))
    assert way_for(case, assigned(ADA), naming) == channel()


def test_what_was_private_when_it_was_filed_stays_so(naming: Naming) -> None:
    """Whatever its type is called or taken for by now; of older cases, what nobody knows any more is private."""
    assert naming.is_private(replace(INCIDENT, private=True))
    assert not naming.is_private(replace(INCIDENT, private=False, type="renamed"))
    assert not naming.is_private(INCIDENT)
    assert naming.is_private(replace(INCIDENT, type="renamed"))


def test_a_notice_tells_whether_a_private_case_may_send_it(naming: Naming) -> None:
    """What says what was reported, or goes where several read, is none of those."""
    assert not notice(INCIDENT, assigned(FULL), naming).private
    assert not notice(INCIDENT, assigned(ADA), naming).private
    assert notice(INCIDENT, assigned(FULL), naming, "reminder").private
    assert notice(replace(INCIDENT, private=True), assigned(ADA), naming).private


def test_danger_is_said_first(naming: Naming) -> None:
    """In the subject and in the text: nobody waits for whoever opens it to call."""
    found = notice(INCIDENT, assigned(ADA), naming, urgency=0)
    assert found.subject.startswith("Urgent: case C-7QK4-M2XD")
    assert (
        "Somebody may be in danger. Nobody may have called 911 yet: if you know where, call. Then open it."
        in found.text.splitlines()
    )
    assert "danger" not in notice(INCIDENT, assigned(ADA), naming).text


def test_where_buttons_open_it_nothing_is_said_of_a_link(naming: Naming) -> None:
    """A card in the channel of an office is for no one person alone, and nobody who reads it can delete it."""
    for way in (Way(kind="slack", address="U1"), Way(kind="slack", address="C1", shared=True)):
        text = notice(INCIDENT, assigned(replace(ADA, ways=(way,))), naming).text
        assert text.splitlines()[-1].startswith("Only whoever receives this case can open it")
    mailed = notice(INCIDENT, assigned(replace(ADA, ways=(OWN,))), naming)
    assert "The link opens this case for you alone" in mailed.text


def test_each_kind_says_why_it_comes(naming: Naming) -> None:
    """A review that is due is not taken for a case that nobody has."""
    kinds: list[NoticeKind] = ["case", "message", "reminder", "late"]
    firsts = [notice(INCIDENT, assigned(ADA), naming, kind).text.splitlines()[0] for kind in kinds]
    review = notice(a_disclosure(state="due_for_review"), assigned(ADA), naming, "reminder").text.splitlines()[0]
    assert len({*firsts, review}) == 5
    assert review == "A case of yours is due for another look."


def test_a_code_goes_where_they_alone_read(naming: Naming) -> None:
    """To the place set for it, else to a mailbox, else to any way of their own; with the rest where there is none."""
    codes, chat = mail("codes@gov.example"), Way(kind="slack", address="U1")
    people = [
        (replace(ADA, codes=codes), codes),
        (replace(ADA, ways=(chat, OWN)), OWN),
        (replace(ADA, ways=(channel(), chat)), chat),
        (replace(ADA, codes=mail("all@gov.example", shared=True)), OWN),
        (replace(ADA, ways=(channel(),)), channel()),
    ]
    for one, way in people:
        found = with_code(INCIDENT, assigned(one), "7QK4M2XD", naming)
        assert found is not None
        assert (found.way, found.to, found.kind, found.link) == (way, one.key, "code", None)
        assert "7QK4M2XD" in found.text
        assert "7QK4M2XD" not in found.subject


def test_reporters_are_told_that_there_is_something_and_no_more() -> None:
    """Where they want to be told; an anonymous one never is."""
    found, waits = to_reporter(INCIDENT), to_reporter(INCIDENT, waits=True)
    assert found
    assert waits
    assert (found.way, found.to, found.kind, found.link) == (reporter().way, None, "to_reporter", None)
    assert found.text != waits.text
    assert WORDS not in found.text + waits.text
    assert to_reporter(replace(INCIDENT, reporter=reporter(way=None))) is None
    assert to_reporter(replace(INCIDENT, reporter=None)) is None


@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("own_conduct", "Reported of themselves: Something of their own that might be a problem"),
        ("media_request", "Asked about: A request from the media"),
        ("supervisor_concern", "Alleged: A concern about somebody who reports to them"),
        ("harassment", "Alleged: Bullying, harassment or threats"),
        ("gone", "Alleged: Gone"),
    ],
)
def test_a_type_is_no_finding_and_reads_right_for_somebody_else(type_: str, shown: str, naming: Naming) -> None:
    """Its name speaks to whoever reports; who asks, or tells of themselves, alleges nothing."""
    assert naming.alleged(a_case(type=type_)) == shown
    assert naming.alleged(a_disclosure()) == "Disclosed: Their own possible conflict of interest"
    own = "Reported of yourself: Something of your own that might be a problem"
    assert naming.alleged(a_case(type="own_conduct"), to_reporter=True) == own
    assert naming.alleged(a_disclosure(), to_reporter=True) == "Disclosed: Your own possible conflict of interest"


def test_nothing_of_a_notice_reaches_a_log(naming: Naming) -> None:
    """Neither its words nor its link nor whom it is for."""
    shown = repr(notice(INCIDENT, assigned(FULL), naming))
    assert not any(word in shown for word in (WORDS, "TOKEN", "ada", "C-7QK4"))
