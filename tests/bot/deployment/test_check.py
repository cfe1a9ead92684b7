"""Whether people fill the roles that reports need: a file that is sound, and each way to be not."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import pytest

from bot.deployment.check import check_staff, check_start, warnings
from bot.deployment.contacts_file import FileDeployment
from bot.deployment.practice import FilePractice, check_practice
from bot.deployment.staff import LocalStaff, Roster
from handlers.cases.people import WayKind
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.deployments import CASE_RULES, CONTACTS, DOMAINS, edited, without

Read = Callable[[str], FileDeployment]

ALL: frozenset[WayKind] = frozenset(("mail", "webhook", "slack", "teams"))
"""As if everything were set up by which somebody can be reached."""
ADD = "add an entry for it with its people"
OTHER = "{name: Ada Bell, mail: ada.bell@gov.example}"
SHARED = "{name: Front Desk, mail: {address: desk@gov.example, shared: true}}"
NOTHING = (
    "can be told nothing about a person, for that never goes where several people read; add a way of somebody's own"
)


@pytest.fixture(scope="module")
def reports(library: Library) -> Reports:
    """What people report, as it comes with the product."""
    found = knowledge_reports.load(library)
    assert found is not None
    return found


@pytest.fixture
def read(tmp_path: Path, library: Library) -> Read:
    """Read a contacts file with this text."""

    def made(text: str) -> FileDeployment:
        path = tmp_path / "contacts.yaml"
        path.write_text(text, encoding="utf-8")
        return FileDeployment(path, library)

    return made


@pytest.fixture
def problems(library: Library, reports: Reports, read: Read) -> Callable[[str], list[str]]:
    """Return what is wrong with a contacts file where reporters may name their supervisors."""
    return lambda text: check_staff(library, reports, read(text), ways=ALL, staff_domains=DOMAINS)


Problems = Callable[[str], list[str]]


def started(reports: Reports | None, staff: Roster, ways: Collection[WayKind] = ALL) -> list[str]:
    """Return what keeps a service that others reach from starting, where these ways are set up."""
    return check_start(reports, staff, ways=ways)


def intake(people: str, *, role: str = "intake", unit: str = "") -> str:
    """Return a further entry of the file, of British Columbia or a unit of it."""
    place = f", unit: {unit}" if unit else ""
    return f"- {{organisation: bc{place}, contact: {role}, people: [{people}]}}\n"


def test_the_example_of_the_readme_is_sound(library: Library, reports: Reports, read: Read, problems: Problems) -> None:
    """For the texts that come with the product; nothing needs a look, and a service that others reach may start."""
    assert problems(CONTACTS) == []
    assert started(reports, read(CONTACTS), ways=("here", "mail", "webhook")) == []
    assert warnings(reports, read(CONTACTS), date(2027, 1, 1)) == []


def test_the_case_rules_of_the_readme_are_sound(library: Library, reports: Reports, tmp_path: Path) -> None:
    """They give their organisation what a service that others reach needs, and can do nothing for others."""
    path = tmp_path / "rules.yaml"
    path.write_text(CASE_RULES, encoding="utf-8")
    made = FilePractice(path, library)
    assert [one[:3] for one in check_practice(reports, made)] == ["ns:", "sk-"]
    schedule = made.rules("bc").schedule
    assert schedule is not None
    assert schedule.after.days == 2556


def test_without_texts_of_reports_nobody_is_needed(library: Library, read: Read) -> None:
    """Another organisation's folder may have no routes."""
    assert check_staff(library, None, read(""), ways=ALL) == []
    assert started(None, read("")) == []
    assert warnings(None, read(""), date(2027, 1, 1)) == []


def test_a_role_that_nobody_fills_is_named(problems: Problems) -> None:
    """With what it is called, and what to do."""
    assert problems(without("records_officer")) == [
        "bc: nobody fills 'records_officer' (Your Records Officer), to whom reports go; add its people"
    ]


def test_a_role_that_is_filled_in_units_alone_is_named(problems: Problems) -> None:
    """People of other units, and of none, reach nobody there."""
    found = problems(without("miso") + intake(OTHER, role="miso", unit="forests") + intake(OTHER, unit="parks"))
    assert len(found) == 1
    assert found[0].startswith("bc, but for unit 'forests': nobody fills 'miso' (")


def test_whom_reporters_name_themselves_nobody_need_fill(library: Library, reports: Reports, read: Read) -> None:
    """Where they may; otherwise the file must say it."""
    found = check_staff(library, reports, read(CONTACTS), ways=ALL)
    assert found
    assert {one.split("'")[1] for one in found} == {"supervisor", "manager", "ethics_advisor"}
    assert all(one.endswith("or set CONDUCT_STAFF_DOMAINS so that reporters name their own") for one in found)


def test_an_organisation_needs_an_intake(reports: Reports, read: Read, problems: Problems) -> None:
    """Without one, what the texts send to a page or a number reaches nobody; nothing is to be taken then."""
    missing = f"bc: nobody fills 'intake', which takes what nobody else can be found for; {ADD}"
    assert problems(without("intake")) == [
        missing,
        "bc: reports of these types reach nobody: emergency, harassment, supervisor_concern; name an intake",
    ]
    assert started(reports, read(without("intake"))) == [missing]


def test_an_intake_of_one_unit_is_no_intake_of_the_others(problems: Problems) -> None:
    """Everybody else is named."""
    found = problems(without("intake") + intake(OTHER, unit="parks"))
    assert [one.partition(": ")[0] for one in found] == ["bc, but for unit 'parks'"] * 2


def test_an_organisation_needs_an_independent_intake(reports: Reports, read: Read, problems: Problems) -> None:
    """What is about the intake must reach somebody."""
    missing = f"bc: nobody fills 'alternate_intake', which takes what is about the intake; {ADD}"
    assert problems(without("alternate_intake")) == started(reports, read(without("alternate_intake"))) == [missing]


@pytest.mark.parametrize(
    ("person", "who"),
    [
        ("{name: Ada Bell, mail: Sam.Roy@gov.example}", "'Ada Bell' or 'Sam Roy'"),
        ("{name: Sam Roy, slack: U1, mail: sam.roy@gov.example}", "'Sam Roy'"),
        ("{name: Ada Bell, slack: U1, codes: sam.roy@gov.example}", "'Ada Bell' or 'Sam Roy'"),
        (f"{OTHER[:-1]}, deputies: [{{name: Sam Roy, mail: sam.roy@gov.example}}]}}", "'Sam Roy'"),
        ("{name: Ada Bell, mail: LEE.WONG@gov.example}", "'Ada Bell' or 'Conduct Office'"),
    ],
)
def test_the_independent_intake_shares_nobody_with_the_intake(problems: Problems, person: str, who: str) -> None:
    """Neither a person nor an address of theirs alone, deputies included."""
    found = problems(CONTACTS + intake(person, role="alternate_intake", unit="forests"))
    told = f"'alternate_intake' is not independent of 'intake': {who} stands in both; name somebody else"
    assert found[0] == f"bc, unit 'forests': {told}"


def test_both_intakes_being_one_is_told_once(problems: Problems, reports: Reports, read: Read) -> None:
    """Units that have no others of their own are not told apart."""
    text = edited(
        (
            "    - {name: Dana Okafor, mail: dana@ombud.example, detail: full}",
            "    - {name: Sam Roy, mail: sam.roy@gov.example}",
        )
    )
    found = problems(text)
    assert [one.partition(":")[0] for one in found] == ["bc", "ns", "sk-ipc"]
    assert started(reports, read(text)) == found


def test_names_of_the_intakes_must_not_be_mistaken_for_each_other(
    reports: Reports, read: Read, problems: Problems
) -> None:
    """Whoever reports one of them would keep out both; it needs mending, and keeps no service from starting."""
    text = edited(("name: Dana Okafor", "name: Independent Conduct Office"))
    assert {one.partition(": ")[2].split(";")[0] for one in problems(text)} == {
        "'Conduct Office' ('intake') and 'Independent Conduct Office' ('alternate_intake') may be taken for one, and a "
        "report about either would reach neither"
    }
    assert started(reports, read(text)) == []


@pytest.mark.parametrize("role", ["intake", "alternate_intake", "urgent"])
def test_roles_of_the_deployment_can_be_told_what_is_about_a_person(
    reports: Reports, read: Read, problems: Problems, role: str
) -> None:
    """By a way that somebody of theirs alone reads, or a deputy."""
    text = CONTACTS + intake(SHARED, role=role, unit="forests")
    told = f"bc, unit 'forests': '{role}' ('Front Desk') {NOTHING}"
    assert problems(text) == started(reports, read(text)) == [told]
    for people in (f"{OTHER}, {SHARED}", f"{SHARED[:-1]}, deputies: [{OTHER}]}}"):
        assert problems(CONTACTS + intake(people, role=role, unit="forests")) == []


def test_what_is_about_a_person_goes_to_no_shared_channel(problems: Problems) -> None:
    """A role to which such reports go needs a way of its own; one to which none goes does not."""
    changed = "name: Jo Smith, mail: {address: jo@gov.example, shared: true}"
    found = problems(edited(("name: Jo Smith, mail: jo.smith@gov.example", changed)))
    assert found == [f"ns: 'communications_director' ('Jo Smith') {NOTHING}"]


@pytest.mark.parametrize(
    "person",
    [
        "{name: Robin Cho, mail: Robin.Cho@gov.example, slack: U1}",
        "{name: Robin Cho, mail: robin.cho@gov.example, codes: rc@gov.example}",
        "{name: Robin Cho, slack: U1, mail: robin.cho@gov.example}",
    ],
)
def test_one_person_has_the_same_ways_everywhere(problems: Problems, person: str) -> None:
    """Otherwise nobody knows how they are told, or where their codes go."""
    assert problems(CONTACTS + intake(person, role="records_officer", unit="forests")) == [
        "bc: 'Robin Cho' is reached in one place in other ways than in another; write the same in each"
    ]


def test_an_office_may_go_by_several_names(problems: Problems) -> None:
    """What tells people apart is where they alone are reached."""
    person = "{name: Records Office, mail: robin.cho@gov.example, detail: full}"
    assert problems(CONTACTS + intake(person, role="records_officer", unit="forests")) == []


def test_organisations_may_have_offices_of_one_name(problems: Problems) -> None:
    """Cases of one never go to the other's."""
    assert (
        problems(edited(("name: Ines Weber, mail: ines.weber@ipc.example", "name: Newsroom, mail: news@ipc.example")))
        == []
    )


def test_nobody_is_their_own_deputy(problems: Problems) -> None:
    """Nobody would be told where they do not answer."""
    person = "{name: Jo Bell, mail: jb@gov.example, deputies: [{name: J. Bell, mail: JB@gov.example}]}"
    found = problems(CONTACTS + intake(person, role="records_officer", unit="forests"))
    assert "bc: 'Jo Bell' is their own deputy; name somebody else" in found


MAIL = "mail, and no mail server is set; set CONDUCT_SMTP_HOST and CONDUCT_MAIL_FROM"
HOOK = "webhook, and nothing signs what is sent there; set CONDUCT_WEBHOOK_SECRET"
LATER = "and nothing can be sent there yet; give 'mail' or 'webhook' in its place"
SLACK = (
    "and Slack is not set up; set CONDUCT_SLACK_BOT_TOKEN, and CONDUCT_SLACK_SIGNING_SECRET or, for Socket Mode, "
    "CONDUCT_SLACK_APP_TOKEN"
)


def test_without_a_mail_server_nobody_is_told(library: Library, reports: Reports, read: Read) -> None:
    """Each role is named whose notices or codes nothing would bring, deputies included; a service does not start."""
    found = started(reports, read(CONTACTS), ways=("here", "webhook"))
    assert f"bc: 'intake' ('Conduct Office', 'Sam Roy') is reached by {MAIL}" in found
    assert f"bc: codes for 'urgent' ('Security Desk') go by {MAIL}" in found
    assert f"bc, unit 'forests': 'miso' ('Kim Haida') is reached by {MAIL}" in found
    assert "'urgent' ('Security Desk') is reached" not in " ".join(found)
    assert (
        found
        == check_staff(library, reports, read(CONTACTS), ways=("here", "webhook"), staff_domains=DOMAINS)[: len(found)]
    )


def test_without_a_secret_nothing_is_posted(reports: Reports, read: Read) -> None:
    """A webhook is no way then, first choice or not."""
    found = started(reports, read(CONTACTS), ways=("here", "mail"))
    office, desk = "'intake' ('Conduct Office')", "'urgent' ('Security Desk')"
    assert sorted(found) == sorted(
        f"{org}: {who} is reached by {HOOK}" for org in ("bc", "ns", "sk-ipc") for who in (office, desk)
    )


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("slack: U1", ["'records_officer' ('Ada Bell') is reached by slack"]),
        ("teams: ada@gov.example", ["'records_officer' ('Ada Bell') is reached by teams"]),
        ("slack: C1, mail: ada@gov.example", ["'records_officer' ('Ada Bell') is reached by slack"]),
        (
            "mail: {address: desk@gov.example, shared: true}, slack: U1",
            ["'records_officer' ('Ada Bell') is reached by slack"],
        ),
        (
            "webhook: {address: 'https://desk.example/in', shared: false}, slack: U1",
            ["codes for 'records_officer' ('Ada Bell') go by slack"],
        ),
        ("mail: ada@gov.example, slack: U1", []),  # nothing is ever sent there
    ],
)
def test_a_door_that_is_not_there_brings_nothing(reports: Reports, read: Read, person: str, told: list[str]) -> None:
    """Whoever would be told there, of anything, is refused until it is."""
    text = CONTACTS + intake(f"{{name: Ada Bell, {person}}}", role="records_officer", unit="forests")
    found = started(reports, read(text), ways=("here", "mail", "webhook"))
    assert found == [f"bc, unit 'forests': {one}, {SLACK if 'slack' in one else LATER}" for one in told]


def test_people_whom_reporters_name_are_reached_by_mail(reports: Reports, read: Read) -> None:
    """So that without a mail server nobody may be named."""
    staff = read("")
    found = check_start(reports, staff, ways=set(), staff_domains=DOMAINS)
    assert set(found) - set(started(reports, staff, ways=set())) == {
        f"people whom reporters name (CONDUCT_STAFF_DOMAINS) are reached by {MAIL}"
    }


def office_in(channel: str, more: str = "") -> str:
    """Return an entry for an office that is told in a channel of Slack."""
    return intake(f"{{name: Records Office, slack: {channel}{more}}}", role="records_officer", unit="forests")


def test_where_nobody_acts_in_a_channel_it_is_told(reports: Reports, read: Read) -> None:
    """It keeps nothing from working: they act on the page."""
    where, who = "bc, unit 'forests'", "'records_officer' ('Records Office')"
    mute = (
        f"{where}: {who} is told in a channel of Slack where nobody can act, for it has no 'members'; name them, or "
        "they act on the page alone"
    )
    codeless = (
        f"{where}: {who} gets no one-time codes, for none are sent into a channel of Slack; add 'codes' with a mail "
        "address, or they open cases in Slack alone"
    )
    members = "{address: C1, members: [{name: Bo Lind, slack: U1}]}"
    for channel, more, told in (
        ("C1", "", [mute, codeless]),
        ("C1", ", codes: records@gov.example", [mute]),
        (members, "", [codeless]),
        (members, ", codes: records@gov.example", []),
        ("U1", "", []),
    ):
        assert warnings(reports, read(CONTACTS + office_in(channel, more)), date(2026, 11, 21)) == told


def test_an_office_has_the_same_people_everywhere(problems: Problems) -> None:
    """Who acts for it in one place would be kept out in the other."""
    one = office_in("{address: C1, members: [{name: Bo Lind, slack: U1}]}", ", codes: records@gov.example")
    other = office_in("C1", ", codes: records@gov.example").replace("forests", "parks")
    (told,) = [line for line in problems(CONTACTS + one + other) if "in other ways" in line]
    assert told.startswith("bc: 'Records Office' is reached in one place in other ways than in another")
    assert not [line for line in problems(CONTACTS + one + one.replace("forests", "parks")) if "ways" in line]


def test_nobody_acts_for_both_intakes(problems: Problems) -> None:
    """What is about one who did would reach nobody."""
    office = "slack: {{address: {channel}, members: [{{name: Bo Lind, slack: U1}}]}}, mail: {name}@gov.example"
    one = office.format(channel="C1", name="one")
    other = office.format(channel="C2", name="other")
    text = CONTACTS + intake(f"{{name: First Office, {one}}}", unit="parks")
    found = problems(text + intake(f"{{name: Other Desk, {other}}}", role="alternate_intake", unit="parks"))
    told = "'alternate_intake' is not independent of 'intake': 'Bo Lind' stands in both; name somebody else"
    assert f"bc, unit 'parks': {told}" in found


def test_units_are_told_by_name(problems: Problems) -> None:
    """One thing that holds in several stands there once."""
    text = CONTACTS + intake(SHARED, unit="forests") + intake(SHARED, unit="parks")
    assert problems(text) == [f"bc, units 'forests', 'parks': 'intake' ('Front Desk') {NOTHING}"]


def test_without_any_people_every_organisation_is_told(library: Library, reports: Reports) -> None:
    """Both intakes of each, before anything else."""
    found = started(reports, Roster({}))
    assert sorted({one.partition(":")[0] for one in found}) == ["bc", "ns", "sk-ipc"]
    assert len(found) == 6


def test_the_stand_in_is_for_trials_alone(library: Library, reports: Reports) -> None:
    """It would not let a service that others reach start."""
    assert started(reports, LocalStaff(library.organisations))


def test_old_entries_and_missing_urgent_contacts_want_a_look(reports: Reports, read: Read) -> None:
    """They keep nothing from working."""
    text = without("urgent") + "- {organisation: bc, unit: parks, contact: miso, phone: '1', verified: 2025-01-01}\n"
    assert warnings(reports, read(text), date(2026, 11, 21)) == [
        "'miso' of 'bc', unit 'parks' was last verified on 2025-01-01, more than a year ago; check it, and "
        "date it anew",
        "bc: nobody fills 'urgent'; the intake is told where somebody may be in danger",
    ]
    assert warnings(reports, read(CONTACTS), date(2027, 11, 20)) == []
    assert len(warnings(reports, read(CONTACTS), date(2027, 11, 21))) == 1
