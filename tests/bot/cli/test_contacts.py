"""The commands of the contacts: what is missing, and who fills what."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests import alder_creek
from tests.bot.cli.conftest import Done, Launch, refusal
from tests.bot.deployments import CASE_RULES, CONTACTS, DOMAINS, edited, without
from tests.conftest import Place

SENDING = {
    "CONDUCT_SMTP_HOST": "mail.example",
    "CONDUCT_MAIL_FROM": "conduct@gov.example",
    "CONDUCT_WEBHOOK_SECRET": "hunter2-hunter2-hunter2",
}

ONLY_BC = yaml.safe_dump([one for one in yaml.safe_load(CONTACTS) if one["organisation"] == "bc"], sort_keys=False)
"""A deployment for one organisation alone."""

Contacts = Callable[..., Done]


@pytest.fixture
def contacts(launch: Launch, bare: Place, tmp_path: Path) -> Contacts:
    """Run a command of `conduct contacts` for the product's texts and a contacts file with this text, or none."""

    def run(
        *arguments: str, text: str | None = CONTACTS, place: Place = bare, missing: str = "", **environment: str
    ) -> Done:
        given = {"CONDUCT_STAFF_DOMAINS": ",".join(DOMAINS), **SENDING}
        if text is not None:
            (tmp_path / "people.yaml").write_text(text, encoding="utf-8")
            given["CONDUCT_CONTACTS"] = str(tmp_path / "people.yaml")
        given.pop(missing, None)
        return launch("contacts", *arguments, place=place, **{**given, **environment})

    return run


def rows(done: Done) -> list[list[str]]:
    """Return the cells of a table that was printed, where each has room on its line."""
    assert (done.code, done.err) == (0, "")
    heads, _, *lines = done.out.splitlines()
    starts = [heads.index(one) for one in ("org", "unit", "role", "who", "told by", "deputies")]
    return [[line[begin:end].strip() for begin, end in zip(starts, [*starts[1:], None], strict=True)] for line in lines]


@pytest.mark.parametrize(
    ("command", "named"),
    [((), ["check", "show"]), (("check",), ["--org", "--knowledge"]), (("show",), ["--org", "--unit", "--knowledge"])],
)
def test_every_command_explains_itself(contacts: Contacts, command: tuple[str, ...], named: list[str]) -> None:
    """`--help` names what there is."""
    done = contacts(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert [name for name in named if name not in done.out] == []


def test_the_example_of_the_readme_is_sound(contacts: Contacts, tmp_path: Path) -> None:
    """A line with counts; and a look at the date of an entry, once it is old."""
    done = contacts("check")
    assert (done.code, done.err) == (0, "")
    counted = "11 people and offices, 20 roles filled, 3 organisations, 1 unit: sound."
    assert done.out.splitlines()[-1] == f"{tmp_path / 'people.yaml'}: {counted}"


def test_each_problem_is_a_line(contacts: Contacts, tmp_path: Path) -> None:
    """With the file, on standard error, and nothing said of soundness."""
    done = contacts("check", text=without("intake", "records_officer"))
    assert (done.code, done.out) == (2, "")
    lines = done.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{tmp_path / 'people.yaml'}: bc: ") for line in lines)


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("CONDUCT_WEBHOOK_SECRET", "bc: 'urgent' ('Security Desk') is reached by webhook, and nothing signs"),
        ("CONDUCT_SMTP_HOST", "bc: 'records_officer' ('Robin Cho') is reached by mail, and no mail server is set"),
        ("", "sk-ipc: 'it_staff' ('Ines Weber') is reached by teams, and nothing can be sent there yet"),
    ],
)
def test_what_cannot_be_brought_is_a_problem(contacts: Contacts, missing: str, told: str) -> None:
    """A webhook without a secret, mail without a mail server, and a door that is not there yet."""
    text = CONTACTS if missing else edited(("mail: ines.weber@ipc.example", "teams: ines.weber@ipc.example"))
    done = contacts("check", text=text, missing=missing)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_warning_is_no_problem(contacts: Contacts) -> None:
    """On standard output, and the file is sound all the same."""
    text = without("urgent") + "- {organisation: bc, unit: parks, contact: miso, phone: '1', verified: 2020-01-01}\n"
    done = contacts("check", text=text)
    assert (done.code, done.err) == (0, "")
    assert "people.yaml: 'miso' of 'bc', unit 'parks' was last verified on 2020-01-01" in done.out
    assert "people.yaml: bc: nobody fills 'urgent'" in done.out
    assert done.out.endswith("2 units: sound.\n")


def test_without_domains_supervisors_must_be_filled(contacts: Contacts) -> None:
    """Nobody could name theirs."""
    done = contacts("check", CONDUCT_STAFF_DOMAINS="")
    assert done.code == 2
    assert "nobody fills 'supervisor'" in done.err


def test_an_empty_file_fills_nothing(contacts: Contacts) -> None:
    """The stand-in of a trial is not taken for people."""
    done = contacts("check", text="")
    assert (done.code, done.out) == (2, "")
    assert "bc: nobody fills 'intake'" in done.err


def test_a_file_that_is_not_set_or_broken_is_named(contacts: Contacts, tmp_path: Path) -> None:
    """One line that says what to do."""
    assert refusal(contacts("check", text=None)).startswith("CONDUCT_CONTACTS: is not set; name the YAML file")
    told = refusal(contacts("check", text="- {organisation: bc, contact: intake}"))
    assert told == f"{tmp_path / 'people.yaml'}:1: entry 1, people: is missing; say who fills 'intake'"


def test_a_folder_without_routes_needs_nobody(contacts: Contacts, bare: Place, tmp_path: Path) -> None:
    """Another organisation's texts, of which nothing is reported."""
    place = Place(knowledge=alder_creek.write(tmp_path / "alder-creek"), var=bare.var)
    done = contacts("check", text="- {organisation: alder-creek, contact: town_clerk, phone: '1'}", place=place)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("people.yaml: 0 people and offices, 0 roles filled, 0 organisations, 0 units: sound.\n")


def test_who_fills_what_is_shown(contacts: Contacts) -> None:
    """By organisation and unit, with ways and deputies, and what nobody fills; no address in full."""
    done = contacts("show")
    shown = rows(done)
    ways = "webhook desk.gov.example/… (shared); mail l…@gov.example"
    office = ["Conduct Office", ways, "Sam Roy (mail s…@gov.example)"]
    assert ["bc", "", "intake", *office] in shown
    assert ["bc", "forests", "miso", "Kim Haida", "mail k…@gov.example", ""] in shown
    assert ["bc", "", "urgent", "Security Desk", "webhook desk.gov.example/…", ""] in shown
    assert ["bc", "", "supervisor", "reporters name their own", "", ""] in shown
    assert {one[0] for one in shown} == {"bc", "ns", "sk-ipc"}
    for address in ("/conduct", "lee.wong", "sam.roy", "/in", "news@", "ines.weber"):
        assert address not in done.out


def test_one_organisation_is_shown_alone(contacts: Contacts) -> None:
    """In whatever case it is typed; what nobody fills is said."""
    shown = rows(contacts("show", "--org", "BC", text=without("miso"), CONDUCT_STAFF_DOMAINS=""))
    assert {one[0] for one in shown} == {"bc"}
    assert ["bc", "", "miso", "nobody", "", ""] in shown
    assert ["bc", "", "supervisor", "nobody", "", ""] in shown


def test_a_unit_is_shown_as_its_people_reach_it(contacts: Contacts) -> None:
    """With the organisation's people where the unit has none; other organisations have no such unit."""
    shown = rows(contacts("show", "--unit", "forests"))
    assert {(one[0], one[1]) for one in shown} == {("bc", "forests")}
    assert [one[3] for one in shown if one[2] in ("intake", "miso")] == ["Conduct Office", "Kim Haida"]


def test_who_acts_for_an_office_is_shown(contacts: Contacts) -> None:
    """By name, beside the channel; nobody's address in full."""
    office = "{name: Records, slack: {address: C0123, members: [{name: Bo Lind, slack: U0BO}]}, codes: r@gov.example}"
    text = CONTACTS + f"- {{organisation: bc, unit: parks, contact: records_officer, people: [{office}]}}\n"
    shown = rows(contacts("show", "--unit", "parks", text=text, CONDUCT_SLACK_BOT_TOKEN="xoxb-1"))
    assert [one[3:5] for one in shown if one[2] == "records_officer"] == [
        ["Records", "slack C0… (shared); acting there: Bo Lind"]
    ]


def test_what_is_not_there_is_named(contacts: Contacts) -> None:
    """An organisation or a unit."""
    assert refusal(contacts("show", "--org", "mars")).startswith("'mars' is no organisation here; choose one of: bc")
    assert refusal(contacts("show", "--unit", "x")) == "'x' is no unit in the contacts file; known: 'forests'."
    assert refusal(contacts("show", "--org", "ns", "--unit", "x")).endswith("known: none.")


def test_in_local_use_the_stand_in_is_shown(contacts: Contacts) -> None:
    """Without a contacts file; a service that others reach has nobody."""
    assert [one[3:5] for one in rows(contacts("show", "--org", "ns", text=None)) if one[2] == "intake"] == [
        ["Whoever runs this assistant (local trial: nobody is notified)", "here"]
    ]
    shown = rows(contacts("show", "--org", "ns", text=None, CONDUCT_HOST="0.0.0.0"))
    assert [one[3] for one in shown if one[2] == "intake"] == ["nobody"]


@pytest.mark.parametrize("columns", ["80", "40"])
def test_no_id_is_cut_however_narrow_the_terminal(contacts: Contacts, columns: str) -> None:
    """They are typed again, for `--to` and `--involved-role`: other cells take more lines instead."""
    done = contacts("show", COLUMNS=columns)
    assert "…@" in done.out  # an address is shortened, and no id
    ids = {tuple(line.split()[:2]) for line in done.out.splitlines() if line[:1] != " "}
    assert ("bc", "intellectual_property_program") in ids
    assert ("bc", "alternate_intake") in ids
    assert ("bc", "forests") in ids
    assert ("ns", "communications_nova_scotia") in ids
    assert columns != "80" or max(map(len, done.out.splitlines())) <= 80
    assert {"webhook", "Security"} <= set(done.out.split())


def test_organisations_that_the_file_does_not_name_are_not_served(contacts: Contacts, tmp_path: Path) -> None:
    """That is no fault, as long as any is; each is told."""
    done = contacts("check", text=ONLY_BC)
    path = tmp_path / "people.yaml"
    assert (done.code, done.err) == (0, "")
    *_, first, second, sound = done.out.splitlines()
    why = "not served here, for no entry names it; no report is taken there"
    assert [first, second] == [f"{path}: {org}: {why}" for org in ("ns", "sk-ipc")]
    assert sound.startswith(f"{path}: 8 people and offices, 9 roles filled, 1 organisation, 1 unit: sound.")


def test_an_organisation_that_the_file_names_at_all_is_checked(contacts: Contacts) -> None:
    """Though it names a number alone."""
    done = contacts("check", text=ONLY_BC + "- {organisation: ns, contact: media_relations_advisor, phone: '1'}\n")
    assert (done.code, done.out) == (2, "")
    assert {line.split(": ")[1] for line in done.err.splitlines()} == {"ns"}


def test_one_organisation_is_checked_alone(contacts: Contacts) -> None:
    """Whatever is wrong elsewhere; one that the file does not name is served by nobody."""
    text = (
        CONTACTS + "- {organisation: ns, contact: intake, unit: x, people: [{name: Dana Okafor, mail: d@e.example}]}\n"
    )
    assert contacts("check", text=text).code == 2
    done = contacts("check", "--org", "BC", text=text)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("8 people and offices, 9 roles filled, 1 organisation, 1 unit: sound.\n")
    assert "sk-ipc" not in done.out
    missing = contacts("check", "--org", "ns", text=ONLY_BC)
    assert missing.code == 2
    assert "ns: nobody fills 'intake'" in missing.err
    assert refusal(contacts("check", "--org", "mars")).startswith("'mars' is no organisation here")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "cannot be read: No such file"),
        ("- {organisation: bc, acknowledge_within: 2 days}", "entry 1, acknowledge_within: must be a duration"),
        ("- {organisation: mars}", "'mars' is no organisation here"),
    ],
)
def test_broken_case_rules_are_told_here(contacts: Contacts, tmp_path: Path, text: str | None, told: str) -> None:
    """And not first to somebody who reports."""
    rules = tmp_path / "rules.yaml"
    if text is not None:
        rules.write_text(text, encoding="utf-8")
    line = refusal(contacts("check", CONDUCT_CASE_RULES=str(rules)))
    assert line.startswith(str(rules))
    assert told in line


def test_what_keeps_a_service_from_starting_is_told_here(contacts: Contacts, tmp_path: Path) -> None:
    """On a service that others reach, each organisation that is served has a collection notice."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(CASE_RULES, encoding="utf-8")
    unset = contacts("check", text=ONLY_BC, CONDUCT_HOST="0.0.0.0")
    assert unset.err.startswith("CONDUCT_CASE_RULES: bc: has no collection notice")
    reached = {"CONDUCT_HOST": "0.0.0.0", "CONDUCT_CASE_RULES": str(rules)}
    done = contacts("check", **reached)
    assert (done.code, done.out) == (2, "")
    assert [line.partition("; ")[0] for line in done.err.splitlines()] == [
        f"{rules}: {org}: has no collection notice" for org in ("ns", "sk-ipc")
    ]
    assert contacts("check", text=ONLY_BC, **reached).code == 0


def test_names_do_nothing_to_the_terminal(contacts: Contacts) -> None:
    """Brackets are no markup."""
    text = "- {organisation: bc, contact: intake, people: [{name: '[red]Ann[/red]', mail: a@b}]}\n"
    assert [one[3] for one in rows(contacts("show", "--org", "bc", text=text)) if one[2] == "intake"] == [
        "[red]Ann[/red]"
    ]
