"""What is filed by a submission: what was confirmed, checked."""

from dataclasses import replace

import pytest

from handlers.cases.involved import MAX_NAME
from handlers.cases.people import INTAKE
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.model import BadAnswers
from handlers.forms.report import REPORT
from handlers.request import BadRequest, Role
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import mail
from tests.handlers.report.fakes import (
    ALBA,
    INA,
    INES,
    TOWN,
    URSA,
    WORDS,
    Hall,
    anonymous,
    disclosure,
    hall,
    report,
    signed,
    town_staff,
)  # fmt: skip


def test_what_was_confirmed_is_filed(town_hall: Hall) -> None:
    """With the answers as they are kept, the route and how its contacts are reached."""
    one = town_hall.dialog.filing(report(unit="library", answers={"where": " on \u202eTeams "}))
    assert (one.kind, one.org, one.unit, one.role) == ("report", TOWN, "library", "employee")
    assert (one.type.id, one.variant, one.danger) == ("harassment", None, False)
    assert one.content == {"danger": "no", "what": WORDS, "where": "on Teams"}
    assert one.route.type == "harassment"
    assert [recipient.person.name for recipient in one.plan.recipients] == ["Ines Weber"]
    assert set(one.cards) == {"ethics_advisor"}


def test_the_form_is_that_of_the_kind(town_hall: Hall) -> None:
    """A report's or a disclosure's."""
    assert (town_hall.dialog.form("report"), town_hall.dialog.form("disclosure")) == (REPORT, DISCLOSURE)


@pytest.mark.parametrize(("role", "concern"), [("employee", False), ("supervisor", True)])
def test_each_role_has_its_types(town_hall: Hall, town_reports: Reports, *, role: Role, concern: bool) -> None:
    """In the order of the data; a concern about one's own people is for supervisors."""
    ids = [one.id for one in town_hall.dialog.types(role)]
    assert ids == [one for one in town_reports.types if concern or one != "supervisor_concern"]


def test_reports_are_taken_where_somebody_takes_what_nobody_else_can(
    town_library: Library, town_reports: Reports
) -> None:
    """Without an intake, or without routes, none is."""
    nobody = town_staff()
    del nobody.entries[TOWN, None, INTAKE]
    assert hall(town_library, town_reports).dialog.is_taken(TOWN)
    for closed in (
        hall(town_library, town_reports, nobody),
        hall(town_library, replace(town_reports, routes=())),
    ):
        assert not closed.dialog.is_taken(TOWN)
        with pytest.raises(BadRequest, match="Reports of 'alder-creek' are not taken here; please turn to"):
            closed.dialog.filing(report())
    with pytest.raises(BadRequest, match=r"'mars' is no organisation here; choose one of: alder-creek\."):
        hall(town_library, town_reports).dialog.filing(report(org="mars"))


@pytest.mark.parametrize(
    ("type_", "role", "told"),
    [
        (None, "employee", "Say first what it is about: one of emergency, information_incident, "),
        ("", "employee", "Say first what it is about"),
        ("gossip", "supervisor", "Say first what it is about"),
        ("supervisor_concern", "employee", "Say first what it is about"),
        ("conflict_of_interest", "employee", "is disclosed, not reported: use the disclosure."),
    ],
)
def test_the_type_is_confirmed_first(town_hall: Hall, type_: str | None, role: Role, told: str) -> None:
    """By the reporter, among those of their role; nothing is sent until then."""
    with pytest.raises(BadRequest) as caught:
        town_hall.dialog.filing(report(type_, role=role))
    assert told in str(caught.value)
    assert ("supervisor_concern" in str(caught.value)) == (role == "supervisor")


def test_supervisors_report_what_concerns_their_own_people(town_hall: Hall) -> None:
    """By the route that is theirs alone."""
    assert town_hall.dialog.filing(report("supervisor_concern", role="supervisor")).route.role == "supervisor"


@pytest.mark.parametrize("variant", [None, "", "loud"])
def test_the_variant_is_confirmed_where_the_organisation_routes_it_apart(town_hall: Hall, variant: str | None) -> None:
    """Nothing is sent until then."""
    with pytest.raises(BadRequest, match=r"Say first which of these it is: security, privacy\. Nothing is sent until"):
        town_hall.dialog.filing(report("information_incident", variant=variant))


@pytest.mark.parametrize(("variant", "contact"), [("security", "supervisor"), ("privacy", "town_clerk")])
def test_each_variant_has_its_route(town_hall: Hall, variant: str, contact: str) -> None:
    """It is filed with the case."""
    one = town_hall.dialog.filing(report("information_incident", variant=variant))
    assert (one.variant, one.route.variant, one.route.steps[0].any_of[0]) == (variant, variant, contact)


def test_a_variant_that_nobody_asks_for_is_not_filed(town_hall: Hall) -> None:
    """Where an organisation routes them together, or the type has none."""
    assert town_hall.dialog.filing(report(variant="loud")).variant is None


@pytest.mark.parametrize(
    ("type_", "answers", "problems"),
    [
        ("harassment", {"what": ""}, ["what"]),
        ("harassment", {"what": None, "danger": "perhaps"}, ["danger", "what"]),
        ("harassment", {"gossip": "x"}, ["gossip"]),
        ("harassment", {"what": "x" * 20_001}, ["what"]),
        ("information_incident", {"information_out": None}, ["information_out"]),
    ],
)
def test_answers_that_cannot_be_taken_are_named(
    town_hall: Hall, type_: str, answers: dict[str, object], problems: list[str]
) -> None:
    """Each, in a sentence."""
    with pytest.raises(BadAnswers) as caught:
        town_hall.dialog.filing(report(type_, answers=answers))
    assert sorted(caught.value.problems) == problems


def test_what_is_asked_hangs_on_the_type(town_hall: Hall) -> None:
    """An answer to what is not asked is left out; the type itself is no answer."""
    asked = {"information_out": "yes", "information": "Names."}
    assert not set(asked) & set(town_hall.dialog.filing(report(answers=asked)).content)
    one = town_hall.dialog.filing(report("information_incident", answers=asked))
    assert (one.content["information"], "type" in one.content) == ("Names.", False)


@pytest.mark.parametrize(
    ("type_", "said", "understood", "danger"),
    [
        ("harassment", "no", False, False),
        ("harassment", "no", True, False),
        ("harassment", "yes", False, True),
        ("harassment", "unsure", False, True),
        ("harassment", "unsure", True, True),
        ("emergency", "no", False, True),
        ("emergency", "yes", True, True),
    ],
)
def test_in_danger_is_whoever_says_so(
    town_hall: Hall, *, type_: str, said: str, understood: bool, danger: bool
) -> None:
    """What the reporter says comes before what was understood; an emergency is one whatever they tick."""
    one = town_hall.dialog.filing(report(type_, danger=understood, answers={"danger": said}))
    assert one.danger == danger
    assert (URSA in [recipient.person for recipient in one.plan.recipients]) == danger


@pytest.mark.parametrize("understood", [True, False])
def test_danger_that_was_understood_counts_where_nobody_is_asked(town_hall: Hall, *, understood: bool) -> None:
    """The form of a disclosure has no such question."""
    assert town_hall.dialog.filing(disclosure(danger=understood)).danger == understood


def test_a_disclosure_is_of_its_own_type(town_hall: Hall) -> None:
    """Whatever type comes with it; its answers are those of its form."""
    for type_ in (None, "harassment"):
        one = town_hall.dialog.filing(disclosure(type=type_))
        assert (one.kind, one.type.id, one.route.type) == ("disclosure",) + ("conflict_of_interest",) * 2
        assert one.content["interest"] == "A bakery."
        assert one.plan.private
    with pytest.raises(BadAnswers) as caught:
        town_hall.dialog.filing(disclosure(answers={"what": WORDS}))
    assert sorted(caught.value.problems) == ["aware_since", "duties", "interest", "what"]


def test_a_disclosure_is_made_under_ones_own_name(town_hall: Hall) -> None:
    """Nobody can decide on what they do not know whose it is."""
    with pytest.raises(BadRequest, match=r"A disclosure is made under your own name\."):
        town_hall.dialog.filing(disclosure(reporter=None))


def test_an_organisation_may_take_no_disclosures(town_library: Library, town_reports: Reports) -> None:
    """Where no type of its data is one."""
    types = {id_: one for id_, one in town_reports.types.items() if one.handling != "disclosure"}
    without = hall(town_library, replace(town_reports, types=types))
    with pytest.raises(BadRequest, match="Disclosures are not taken here; please turn to your contacts directly"):
        without.dialog.filing(disclosure())


@pytest.mark.parametrize(
    ("name", "reach", "told"),
    [
        ("", "", "Give your name; to report without it, use the page for anonymous reports."),
        (" \u200b\x00", "", "Give your name"),
        ("R" * (MAX_NAME + 1), "", "Your name and how to reach you may have 120 characters each."),
        ("Rae Okoro", "x" * (MAX_NAME + 1), "Your name and how to reach you may have 120 characters each."),
    ],
)
def test_a_name_is_given_and_not_too_long(town_hall: Hall, name: str, reach: str, told: str) -> None:
    """Or the report is anonymous; the field is named."""
    with pytest.raises(BadAnswers) as caught:
        town_hall.dialog.filing(report(reporter=signed(name, reach=reach)))
    assert told in caught.value.problems["name"]


def test_a_reporter_is_kept_as_they_write_themselves(town_hall: Hall) -> None:
    """Without what is invisible; whose session it is and where they are told stays."""
    given = signed(
        f" Rae\n{'O' * (MAX_NAME - 4)} ", reach=" after\tsix ", identity="web:rae", way=mail("rae@x.example")
    )
    one = town_hall.dialog.filing(report(reporter=given)).reporter
    assert one
    assert (one.name, one.reach) == (f"Rae {'O' * (MAX_NAME - 4)}", "after six")
    assert (one.identity, one.way) == ("web:rae", mail("rae@x.example"))
    assert town_hall.dialog.filing(report(reporter=signed("Rae", reach=" "))).reporter == signed("Rae", reach=None)


def test_an_anonymous_report_is_nobodys(town_hall: Hall) -> None:
    """And nothing of it goes where several people read."""
    one = town_hall.dialog.filing(anonymous("information_incident", applies=frozenset({3})))
    assert one.reporter is None
    assert one.plan.private
    assert [recipient.person for recipient in one.plan.recipients] == [INA]


@pytest.mark.parametrize("name", ["Ines Weber", "weber, ines", "In\x00es\u202e Weber"])
def test_reporters_do_not_receive_their_own_report(town_hall: Hall, name: str) -> None:
    """By whatever way they write their name."""
    one = town_hall.dialog.filing(report(reporter=signed(name)))
    assert INES not in [recipient.person for recipient in one.plan.recipients]
    assert [recipient.person for recipient in one.plan.recipients] == [INA]


def test_where_the_intake_is_the_reporter_the_independent_one_takes_it(town_hall: Hall) -> None:
    """Somebody takes it."""
    one = town_hall.dialog.filing(report("conduct_concern", reporter=signed("Ina Take")))
    assert [recipient.person for recipient in one.plan.recipients] == [ALBA]


def test_what_somebody_wrote_stays_out_of_representations(town_hall: Hall) -> None:
    """They may be logged."""
    submission = report(answers={"where": "at the rink"})
    for shown in (repr(submission), repr(town_hall.dialog.filing(submission))):
        assert not any(words in shown for words in ("diagnosis", "rink", "Okoro", "rae.okoro"))
        assert "harassment" in shown
