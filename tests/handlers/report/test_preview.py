"""What the reporter is shown before anything is sent."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.cases.filing import OTHER_WAYS, duties
from handlers.cases.links import Links
from handlers.cases.people import Involved, Person
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.rules import Collection
from handlers.cases.watch import Watch
from handlers.report.concerned import Somebody
from handlers.report.dialog import Named
from handlers.report.preview import ANONYMOUS, RECORD, Preview
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, mail, person
from tests.handlers.cases.fakes import staffed, tag
from tests.handlers.report.fakes import (
    ALBA,
    EVERYBODY,
    INA,
    INES,
    KIM,
    LEE,
    NEWSROOM,
    Hall,
    anonymous,
    disclosure,
    hall,
    named,
    out,
    report,
    town_staff,
)  # fmt: skip

INCIDENT = report("information_incident", unit="library")
PRIVACY = report("information_incident", variant="privacy")


def seen(shown: Preview) -> list[tuple[str, str, str, bool]]:
    """Return who will see it: name, role, why, and whether all of it is in their notice."""
    return [(one.name, one.role, one.because, one.full) for one in shown.recipients]


def test_who_will_see_it_is_named_with_role_and_reason(town_hall: Hall) -> None:
    """By the route, because somebody must, or because somebody may be in danger."""
    assert seen(town_hall.dialog.preview(report())) == [("Ines Weber", "Ethics Advisor", "route", False)]
    assert seen(town_hall.dialog.preview(INCIDENT)) == [("Ina Take", "Intake", "intake", False)]
    in_danger = town_hall.dialog.preview(report(answers={"danger": "yes"}))
    assert seen(in_danger) == [
        ("Ursa Gent", "Urgent contact", "urgent", False),
        ("Ines Weber", "Ethics Advisor", "route", False),
    ]


def test_whose_notice_holds_what_was_written_is_said(town_library: Library, town_reports: Reports) -> None:
    """The clerk's, as the deployment has it; not where it is private, nor in a mailbox that several people read."""
    dialog = hall(town_library, town_reports).dialog
    assert seen(dialog.preview(PRIVACY)) == [("Sam Roy", "Town Clerk", "route", True)]
    assert seen(dialog.preview(replace(PRIVACY, reporter=None))) == [("Sam Roy", "Town Clerk", "route", False)]
    assert seen(dialog.preview(replace(PRIVACY, involved=out("Bo Lind")))) == [
        ("Sam Roy", "Town Clerk", "route", False)
    ]
    shared = person("Sam Roy", "town_clerk", ways=(mail("clerk@aldercreek.example", shared=True),), detail="full")
    staff = town_staff()
    staff.entries["alder-creek", None, "town_clerk"] = (shared,)
    other = hall(town_library, town_reports, staff).dialog
    assert seen(other.preview(PRIVACY)) == [("Sam Roy", "Town Clerk", "route", False)]


def test_a_choice_is_offered_and_nobody_is_preselected(town_hall: Hall) -> None:
    """Whom the deployment knows, and for which contacts somebody else may be named."""
    (choice,) = town_hall.dialog.preview(INCIDENT).choices
    assert choice.step == 0
    assert [(one.contact, one.role, one.name) for one in choice.people] == [
        ("supervisor", "Your supervisor", "Kim Haida")
    ]
    assert choice.may_name == {"supervisor": "Your supervisor", "manager": "Your manager"}
    (disclosed,) = town_hall.dialog.preview(disclosure()).choices
    assert [one.name for one in disclosed.people] == ["Lee Okafor", "Ines Weber"]
    assert list(disclosed.may_name) == ["supervisor"]
    assert not town_hall.dialog.preview(report()).choices


def test_a_choice_stays_offered_after_it_was_made(town_hall: Hall) -> None:
    """So that it can be changed; whoever is chosen is among the recipients."""
    first = town_hall.dialog.preview(INCIDENT)
    kim = first.choices[0].people[0]
    chosen = Named(contact=kim.contact, tag=kim.tag)
    second = town_hall.dialog.preview(replace(INCIDENT, chosen={0: chosen}))
    assert seen(second) == [("Kim Haida", "Your supervisor", "route", False)]
    assert second.choices == first.choices


def test_a_tag_gives_nothing_away(town_hall: Hall) -> None:
    """It holds neither name nor address, and nothing of a choice does that is not to be shown."""
    tags = [tag(one) for one in EVERYBODY]
    assert len(set(tags)) == len(tags)
    assert all(len(one) == 16 for one in tags)
    assert Links(b"another key").tag(KIM.key) != tag(KIM)  # nobody without the key finds an address by trying
    shown = repr(town_hall.dialog.preview(INCIDENT)) + repr(town_hall.dialog.preview(disclosure()))
    for one in EVERYBODY:
        assert not any(way.address in shown for way in one.ways)
    assert tag(KIM) in shown


def test_a_tag_is_the_persons_in_every_role() -> None:
    """And stays theirs when they are called otherwise; two people of one name are told apart."""
    assert tag(KIM) == tag(replace(KIM, role="manager")) == tag(replace(KIM, name="Kim Haida-Roy"))
    other = replace(KIM, ways=(mail("kim.haida.2@aldercreek.example"),))
    assert tag(other) != tag(KIM)
    nameless = Person(name="Desk", role="supervisor", ways=(mail("desk@aldercreek.example", shared=True),))
    assert tag(nameless) != tag(replace(nameless, name="Other desk"))


def test_conditions_are_for_the_reporter_to_tick(town_hall: Hall) -> None:
    """With whom they would bring in; ticked or not, they are shown."""
    for submission in (INCIDENT, replace(INCIDENT, applies=frozenset({3}))):
        (one,) = town_hall.dialog.preview(submission).conditions
        assert (one.step, one.when, one.contacts) == (3, "if the press may hear of it", ("Communications Office",))
    assert not town_hall.dialog.preview(report()).conditions


def test_a_condition_that_holds_brings_its_contact_in(town_hall: Hall) -> None:
    """Unless it is private and several people would read it."""
    ticked = replace(INCIDENT, applies=frozenset({3}))
    assert seen(town_hall.dialog.preview(ticked)) == [
        ("Newsroom", "Communications Office", "route", False),
        ("Ina Take", "Intake", "intake", False),
    ]
    names = [name for name, *_ in seen(town_hall.dialog.preview(replace(ticked, reporter=None)))]
    assert NEWSROOM.name not in names


@pytest.mark.parametrize("involved", [out("Kim Haida"), out("kim"), out(roles=("supervisor",))])
def test_whoever_is_involved_is_never_shown(town_hall: Hall, *, involved: object) -> None:
    """Neither as a recipient nor to choose from; whom the reporter may still name is."""
    chosen = {0: Named(contact="supervisor", tag=tag(KIM))}
    shown = town_hall.dialog.preview(replace(INCIDENT, chosen=chosen, involved=involved))  # type: ignore[arg-type]
    assert "Kim Haida" not in [name for name, *_ in seen(shown)]
    assert not any(one.name == "Kim Haida" for choice in shown.choices for one in choice.people)
    assert "manager" in shown.choices[0].may_name


def test_where_nobody_is_left_it_cannot_be_sent(town_hall: Hall) -> None:
    """And whom to call instead is said, with their number."""
    everybody = out(*(one.name for one in EVERYBODY), "Jo Marsh")
    shown = town_hall.dialog.preview(replace(INCIDENT, involved=everybody))
    assert shown.recipients == ()
    assert shown.call
    assert "Help Line (555-0177)" in shown.call
    assert town_hall.dialog.preview(report(involved=everybody)).call == "Please call somebody whom you trust instead."
    assert town_hall.dialog.preview(INCIDENT).call is None


def test_the_form_asks_after_staff_and_roles_that_the_text_speaks_of(town_hall: Hall) -> None:
    """By name and by what people call them; nobody is kept out by that alone."""
    words = "Ines Weber and my supervisor laughed about it."
    shown = town_hall.dialog.preview(report(answers={"what": words}))
    assert shown.names == ("Ines Weber",)
    assert shown.roles == {"supervisor": "Your supervisor"}
    assert [name for name, *_ in seen(shown)] == ["Ines Weber"]
    elsewhere = town_hall.dialog.preview(report(answers={"where": "in Sam Roy's office", "evidence": ["message"]}))
    assert elsewhere.names == ("Sam Roy",)
    assert town_hall.dialog.preview(report()).names == ()


def who(people: tuple[Somebody, ...]) -> list[tuple[str, str]]:
    """Return people with who they are."""
    return [(one.name, one.who) for one in people]


def test_who_comes_next_is_told(town_hall: Hall) -> None:
    """Deputies first, then those of the next steps, then the intakes; nobody of a condition or choice."""
    assert who(town_hall.dialog.preview(report()).line) == [
        ("Jo Marsh", "stands in for Ines Weber"),
        ("Ina Take", "Intake"),
        ("Alba Lone", "Independent intake"),
    ]
    assert who(town_hall.dialog.preview(INCIDENT).line) == [("Alba Lone", "Independent intake")]
    chosen = replace(INCIDENT, chosen={0: Named(contact="supervisor", tag=tag(KIM))})
    assert [one.name for one in town_hall.dialog.preview(chosen).line] == ["Ina Take", "Alba Lone"]


def test_nobody_who_is_involved_comes_next(town_hall: Hall) -> None:
    """Nor whoever stands in for them; they are still among those whom the form asks about."""
    shown = town_hall.dialog.preview(report(involved=out("Ina Take")))
    assert [one.name for one in shown.line] == ["Jo Marsh", "Alba Lone"]
    assert ("Ina Take", "Intake") in who(shown.concerned.others)
    shown = town_hall.dialog.preview(report(involved=out("Ines Weber")))
    assert [one.name for one in shown.recipients] == ["Ina Take"]
    assert [one.name for one in shown.line] == ["Alba Lone"]


async def test_who_comes_next_is_who_is_told_then(town_hall: Hall) -> None:
    """In that order, as the time passes and nobody answers."""
    submissions = (report(), INCIDENT, report(answers={"danger": "yes"}), report(involved=out("Jo Marsh")))
    for number, submission in enumerate(submissions):
        shown = town_hall.dialog.preview(submission)
        desk, watch = ReporterDesk(town_hall.office.work), Watch(town_hall.office.work)
        case = (await desk.file(town_hall.dialog.filing(submission), submission=str(number))).case
        for _ in range(6):
            town_hall.office.clock.forward(days=3)
            await watch.look_after()
        told = [one.person.name for one in (await town_hall.office.store.get(case.id)).assignments]
        assert told[: len(shown.recipients)] == [one.name for one in shown.recipients]
        assert sorted(told[len(shown.recipients) :]) == sorted(one.name for one in shown.line)
        if len(shown.recipients) == 1:
            assert told[1:] == [one.name for one in shown.line]


def test_the_form_asks_after_everybody_who_may_come_to_see_it(town_hall: Hall) -> None:
    """Whatever is chosen, ticked or excluded: by the route, as a deputy, as the next; with who they are."""
    words = "Lee Okafor and my boss laughed about it."
    shown = town_hall.dialog.preview(report(answers={"what": words})).concerned
    assert (who(shown.said), shown.said_roles) == (
        [("Lee Okafor", "")],
        {"supervisor": "Your supervisor", "manager": "Your manager"},
    )
    assert who(shown.others) == [
        ("Ines Weber", "Ethics Advisor"),
        ("Jo Marsh", "stands in for Ines Weber"),
        ("Ina Take", "Intake"),
        ("Alba Lone", "Independent intake"),
    ]
    assert shown.other_roles == {"ethics_advisor": "Ethics Advisor"}
    incident = town_hall.dialog.preview(INCIDENT).concerned
    assert [one.name for one in incident.others] == ["Kim Haida", "Newsroom", "Ina Take", "Alba Lone"]
    for changed in (
        replace(INCIDENT, chosen={0: Named(contact="supervisor", tag=tag(KIM))}),
        replace(INCIDENT, applies=frozenset({3})),
        replace(INCIDENT, involved=out("Ina Take", "Kim Haida")),
    ):
        assert town_hall.dialog.preview(changed).concerned == incident
    danger = town_hall.dialog.preview(report("emergency", answers={"danger": "yes"})).concerned
    assert [one.name for one in danger.others] == ["Ursa Gent", "Ina Take", "Alba Lone"]


@pytest.mark.parametrize(
    ("contact", "involved"),
    [
        ("Ines Weber, 555-0101", out("Ines Weber")),
        ("the Ethics Advisor.", out(roles=("ethics_advisor",))),
        ("ask ina.take@gov.example.", out("I. Take")),
        ("Pat Quill, 555-0101", out("pat quill")),
    ],
)
def test_nobody_is_sent_with_questions_to_whom_it_is_about(
    town_library: Library, town_reports: Reports, contact: str, involved: Involved
) -> None:
    """The notice names everybody else."""
    notice = Collection(authority="section 7", purpose="to look into it", contact=contact)
    dialog = hall(town_library, town_reports, collection=notice).dialog
    assert dialog.preview(report()).collection == notice
    assert dialog.preview(report(involved=out("Somebody Else"))).collection == notice
    assert dialog.preview(report(involved=involved)).collection == replace(notice, contact="")


def test_where_it_cannot_be_sent_nothing_is_collected(town_library: Library, town_reports: Reports) -> None:
    """No notice says so, and nobody comes next."""
    notice = Collection(authority="section 7", purpose="to look into it", contact="Records Desk")
    dialog = hall(town_library, town_reports, collection=notice).dialog
    shown = dialog.preview(report(involved=out(*(one.name for one in EVERYBODY), "Jo Marsh")))
    assert (shown.recipients, shown.line, shown.collection) == ((), (), None)


def test_where_it_is_kept_is_said(town_library: Library, town_reports: Reports) -> None:
    """As the organisation has it, with the collection notice; in local use there is none."""
    notice = Collection(authority="section 7", purpose="to look into it", contact="Records Desk")
    own = hall(town_library, town_reports, kept="in the Town's own database", collection=notice).dialog
    shown = own.preview(report())
    assert (shown.kept, shown.collection, shown.record) == ("in the Town's own database", notice, RECORD)
    plain = hall(town_library, town_reports).dialog.preview(report())
    assert (plain.kept, plain.collection) == ("in the assistant's own database, encrypted", None)


def test_what_could_still_show_who_they_are_is_said_to_the_anonymous(town_hall: Hall) -> None:
    """And to them alone."""
    assert town_hall.dialog.preview(anonymous()).anonymous == ANONYMOUS
    assert town_hall.dialog.preview(report()).anonymous is None


def test_what_it_does_not_do_is_said(town_hall: Hall) -> None:
    """Calls, forms and talks that are left to the reporter, the most urgent first; a complaint is another thing."""
    shown = town_hall.dialog.preview(INCIDENT)
    assert [text.partition(" (")[0].partition(":")[0] for text in shown.remains[:-1]] == [
        "Nobody has told your supervisor or your manager of this",
        "Help Line",
        "Loss Form",
    ]
    assert "555-0177" in shown.remains[1]
    assert "within 24 hours" in shown.remains[2]
    assert shown.remains[-1] == OTHER_WAYS.text
    assert town_hall.dialog.preview(report()).remains == (OTHER_WAYS.text,)


def test_what_it_does_not_do_follows_what_they_choose(town_hall: Hall) -> None:
    """Whoever gets it is named; in danger, the call comes first."""
    chosen = replace(
        INCIDENT,
        chosen={0: Named(contact="supervisor", tag=tag(KIM))},
        answers={**INCIDENT.answers, "danger": "yes"},
    )
    remains = town_hall.dialog.preview(chosen).remains
    assert remains[0].startswith("Nobody has called 555-0911 for you, and nobody reads this at once.")
    assert remains[1].startswith("Kim Haida gets what you wrote. Speak with them too: immediately, ")
    emergency = town_hall.dialog.preview(report("emergency")).remains
    assert [text.partition(".")[0].partition(" for you")[0] for text in emergency] == [
        "Nobody has called 555-0911",
        "Call 555-0911 now, if you have not",
        OTHER_WAYS.text.partition(".")[0],
    ]


def test_days_are_those_of_the_organisation(library: Library, reports: Reports) -> None:
    """What was at noon in British Columbia was not at noon in Greenwich."""
    staff = staffed(INA, ALBA, org="bc")
    dialog = hall(library, reports, staff).dialog
    answers = {"danger": "no", "what": "A list is out.", "when": "2026-11-19T12:00", "information_out": "no"}
    filing = dialog.filing(report("information_incident", org="bc", variant=None, answers=answers))
    (gilr,) = (one for one in duties(filing, NOON) if one.id == "gilr")
    assert gilr.due == datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/Vancouver"))
    assert gilr.late_at is None


def test_nobody_is_sent_to_talk_with_whom_it_is_about(town_hall: Hall) -> None:
    """The call remains, the talk does not."""
    involved = out(roles=("supervisor", "manager"))
    remains = town_hall.dialog.preview(replace(INCIDENT, involved=involved)).remains
    assert not any("supervisor" in text or "manager" in text for text in remains)
    assert any("Help Line" in text for text in remains)


def test_a_preview_is_what_is_filed_then(town_hall: Hall) -> None:
    """The same people, of the same submission; looking at it sends nothing."""
    for submission in (
        report(),
        anonymous(),
        disclosure(chosen={0: named("supervisor")}),
        replace(INCIDENT, chosen={0: Named(contact="supervisor", tag=tag(KIM))}, applies=frozenset({3})),
    ):
        plan = town_hall.dialog.filing(submission).plan
        shown = town_hall.dialog.preview(submission)
        assert [one.name for one in shown.recipients] == [one.person.name for one in plan.recipients]
        assert [one.step for one in shown.choices] == [one.step for one in plan.choices]
    assert town_hall.office.store.outbox == []


def test_what_cannot_be_filed_is_not_shown(town_hall: Hall) -> None:
    """The same is asked for in both."""
    for submission in (report(None), report(answers={"what": ""}), report(involved=out(roles=("mayor",)))):
        with pytest.raises(BadRequest) as shown:
            town_hall.dialog.preview(submission)
        with pytest.raises(BadRequest) as sent:
            town_hall.dialog.filing(submission)
        assert str(shown.value) == str(sent.value)


def test_who_is_mentioned_stays_out_of_the_representation(town_hall: Hall) -> None:
    """As is whoever receives it, or may be chosen: it may be logged."""
    shown = town_hall.dialog.preview(report("conduct_concern", answers={"what": "Ines Weber read it out."}))
    assert shown.names == (INES.name,)
    assert INES.name not in repr(shown)
    assert LEE.name in {person.name for one in shown.choices for person in one.people}
    assert not any(name in repr(shown) for name in (LEE.name, *(one.name for one in shown.recipients)))
