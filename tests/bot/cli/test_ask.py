"""`conduct ask`: one question, and what stands in its way, on a small invented organisation with a real index."""

import json
import shutil
from pathlib import Path

import pytest

from knowledge.library import load
from tests.bot.cli.conftest import Conduct, refusal
from tests.conftest import Place

LINKEDIN = "can I say on linkedin that I work for the town"
VACATION = "how many vacation days do I get"


def test_an_answer_shows_quote_place_and_next_step(conduct: Conduct) -> None:
    """What a person needs is on the screen: rule, title, section, date, use, whom to talk to."""
    done = conduct("ask", "I left my work phone on the bus", "--org", "alder-creek")
    assert (done.code, done.err) == (0, "")
    assert "Report a lost phone or laptop to the Town Clerk within 24 hours at 555-0142." in done.out
    assert "Social Media Rules" in done.out
    assert "Devices · 2024-05-01 · official and personal use" in done.out
    assert "Town Clerk – 555-0142: within 24 hours, to report a lost device" in done.out


def test_json_follows_the_contract(conduct: Conduct, town: Place) -> None:
    """One line of JSON; the quote is verbatim, and the passage's id is the one of the text."""
    done = conduct("ask", LINKEDIN, "--org", "alder-creek", "--json")
    reply = json.loads(done.out)
    first = reply["citations"][0]
    passages = load(town.knowledge).passages
    assert reply["answered"] is True
    assert done.out.count("\n") == 1
    assert (first["doc"], first["org"], first["capacity"]) == ("alder-creek-social-media", "alder-creek", "personal")
    assert first["quote"] == passages[first["passage_id"]].text
    assert reply["answer"] in first["quote"]
    assert first["url"] is None
    assert all(0 <= one["score"] <= 1 for one in reply["citations"])


def test_citations_link_to_the_page_where_its_address_is_set(conduct: Conduct) -> None:
    """The setting's address comes before the path of the section."""
    done = conduct("ask", LINKEDIN, "--json", CONDUCT_BASE_URL="https://conduct.example/")
    urls = [one["url"] for one in json.loads(done.out)["citations"]]
    assert urls
    assert all(url.startswith("https://conduct.example/documents/alder-creek-") for url in urls)


def test_a_question_without_an_answer_is_declined_with_a_contact(conduct: Conduct) -> None:
    """Nothing is invented; exit code 0, for declining is an answer."""
    done = conduct("ask", VACATION, "--org", "alder-creek", "--json")
    reply = json.loads(done.out)
    assert done.code == 0
    assert (reply["answered"], reply["citations"]) == (False, [])
    assert [one["phone"] for one in reply["contacts"]] == ["555-0142"]


def test_in_danger_the_number_is_the_first_thing_on_the_screen(conduct: Conduct) -> None:
    """The organisation's own emergency number, above everything else, and in the JSON's first step."""
    asked = ("ask", "a man with a knife is at the front desk", "--org", "alder-creek")
    screen = conduct(*asked).out
    reply = json.loads(conduct(*asked, "--json").out)
    assert "call 555-0911 first" in screen.splitlines()[1]
    assert (reply["emergency"], reply["next_steps"][0]["target"]) == (True, "555-0911")


def test_the_settings_organisation_counts_where_none_is_named(conduct: Conduct) -> None:
    """An unknown one in the setting is refused, by the variable's name."""
    reply = json.loads(conduct("ask", VACATION, "--json", CONDUCT_ORG="alder-creek").out)
    assert [one["id"] for one in reply["contacts"]] == ["town_clerk"]
    assert refusal(conduct("ask", VACATION, CONDUCT_ORG="mars")).startswith("CONDUCT_ORG: 'mars' is no organisation")


def test_a_deployments_number_is_given(conduct: Conduct, tmp_path: Path) -> None:
    """The file that a setting names comes before the texts, for the unit that asks."""
    numbers = tmp_path / "numbers.yaml"
    numbers.write_text("- {organisation: alder-creek, unit: library, contact: town_clerk, phone: 555-0199}\n", "utf-8")
    asked = ("ask", VACATION, "--org", "alder-creek", "--json")
    phones = [
        json.loads(conduct(*asked, *unit, CONDUCT_CONTACTS=str(numbers)).out)["contacts"][0]["phone"]
        for unit in (("--unit", "library"), ())
    ]
    assert phones == ["555-0199", "555-0142"]


def test_another_folder_needs_neither_contacts_nor_questions(conduct: Conduct, own_town: Place) -> None:
    """With documents alone everything still works: indexed, answered and declined without contacts."""
    for extra in ("contacts.yaml", "organisations.yaml", "references.yaml"):
        (own_town.knowledge / extra).unlink()
    shutil.rmtree(own_town.knowledge / "questions")
    built = own_town.run(["index"])
    assert built.returncode == 0, built.stderr
    done = conduct("ask", "report a lost phone or laptop", "--json", place=own_town)
    reply = json.loads(done.out)
    assert reply["citations"][0]["quote"].startswith("Report a lost phone")
    assert reply["contacts"] == []


def test_the_option_names_the_folder_in_place_of_the_setting(conduct: Conduct, town: Place, tmp_path: Path) -> None:
    """`--knowledge` comes before `CONDUCT_KNOWLEDGE`."""
    done = conduct("ask", LINKEDIN, "--json", "--knowledge", str(town.knowledge), CONDUCT_KNOWLEDGE=str(tmp_path))
    assert json.loads(done.out)["citations"][0]["org"] == "alder-creek"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((LINKEDIN, "--org", "mars"), "'mars' is no organisation here; choose one of: alder-creek."),
        ((LINKEDIN, "--role", "minister"), "the role must be one of: employee, supervisor"),
        ((LINKEDIN, "--capacity", "both"), "the capacity must be one of: official, personal"),
        (("--capacity", "both"), "the capacity must be one of: official, personal"),
        (("",), "There is no question"),
        (("  \t ",), "There is no question"),
        (("\u200b\u200d",), "There is no question"),
        (("🙂",), "no words"),
        (("x" * 50_000,), "50,000 characters"),
        ((LINKEDIN, "--batch", "in.jsonl"), "--batch IN and --out OUT go together"),
        ((LINKEDIN, "--batch", "in.jsonl", "--out", "out.jsonl"), "a question and --batch exclude each other"),
        (("--json",), "--json needs a question or --batch"),
        ((LINKEDIN, "--nonsense"), "No such option: --nonsense"),
        ((LINKEDIN, "and", "more"), "unexpected extra argument"),
    ],
)
def test_bad_input_is_one_line_that_says_what_to_do(conduct: Conduct, arguments: tuple[str, ...], told: str) -> None:
    """Exit code 2, nothing on standard output."""
    assert told in refusal(conduct("ask", *arguments))


def test_a_bad_setting_is_one_line_with_its_variable(conduct: Conduct) -> None:
    """The value is not repeated."""
    line = refusal(conduct("ask", LINKEDIN, CONDUCT_THREADS="hunter2"))
    assert line.startswith("CONDUCT_THREADS: ")
    assert "hunter2" not in line


def test_a_folder_without_texts_is_named(conduct: Conduct, tmp_path: Path) -> None:
    """A missing folder, a file in its place and an empty one each get their own sentence."""
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    told = {
        name: refusal(conduct("ask", LINKEDIN, "--knowledge", str(tmp_path / name)))
        for name in ("missing", "file", "empty")
    }
    assert all(str(tmp_path / name) in line for name, line in told.items())
    assert "is not a folder" in told["missing"]
    assert "is not a folder" in told["file"]
    assert "holds no *.md" in told["empty"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("documents/social-media.md", b"no front matter\n", "social-media.md:1: has no front matter"),
        ("documents/social-media.md", b"---\nid: [\n---\nx\n", "social-media.md:"),
        ("documents/social-media.md", b"---\nid: x\n---\nx\n", "title"),
        ("documents/social-media.md", b"---\n\xff\xfe", "is not UTF-8"),
        ("contacts.yaml", b"- {id: x}\n", "contacts.yaml"),
        ("organisations.yaml", b"- {id: alder-creek, name: T, ask: [nobody]}\n", "'nobody' is no contact"),
        ("references.yaml", b"- :\n  - [", "references.yaml"),
    ],
)
def test_a_broken_file_is_named(conduct: Conduct, own_town: Place, name: str, content: bytes, told: str) -> None:
    """File and field, in one line."""
    (own_town.knowledge / name).write_bytes(content)
    line = refusal(conduct("ask", LINKEDIN, place=own_town))
    assert Path(name).name in line
    assert told in line


def test_a_stale_index_names_the_command_that_mends_it(conduct: Conduct, own_town: Place) -> None:
    """An edited text is not answered from as it was before."""
    path = own_town.knowledge / "documents" / "social-media.md"
    path.write_text(path.read_text("utf-8").replace("24 hours", "12 hours"), "utf-8")
    for name in ("contacts.yaml", "questions/alder-creek.yaml"):
        other = own_town.knowledge / name
        other.write_text(other.read_text("utf-8").replace("24 hours", "12 hours"), "utf-8")
    line = refusal(conduct("ask", LINKEDIN, place=own_town))
    assert "older than the texts" in line
    assert f"run 'conduct index --knowledge {own_town.knowledge}'" in line


def test_a_missing_index_names_the_command_that_builds_it(conduct: Conduct, own_town: Place) -> None:
    """So does the first question of all."""
    own_town.index.unlink()
    line = refusal(conduct("ask", LINKEDIN, place=own_town))
    assert "there is no index" in line
    assert f"run 'conduct index --knowledge {own_town.knowledge}'" in line


def test_the_command_that_mends_it_can_be_pasted(conduct: Conduct, own_town: Place) -> None:
    """A folder with a space is quoted for the shell."""
    spaced = Place(knowledge=own_town.knowledge.rename(own_town.knowledge.with_name("alder creek")), var=own_town.var)
    assert f"--knowledge '{spaced.knowledge}'" in refusal(conduct("ask", LINKEDIN, place=spaced))


@pytest.mark.parametrize("damage", ["empty", "cut", "nonsense", "folder"])
def test_a_damaged_index_names_the_command_that_mends_it(conduct: Conduct, own_town: Place, damage: str) -> None:
    """However it is damaged."""
    content = own_town.index.read_bytes()
    if damage == "folder":
        own_town.index.unlink()
        own_town.index.mkdir()
    else:
        own_town.index.write_bytes({"empty": b"", "cut": content[: len(content) // 2]}.get(damage, b"x" * 5000))
    line = refusal(conduct("ask", LINKEDIN, place=own_town))
    assert "damaged" in line
    assert "run 'conduct index" in line


def test_a_missing_encoder_names_the_command_that_mends_it(conduct: Conduct, own_town: Place) -> None:
    """The exported encoder was cleared away."""
    (own_town.var / "encoders").unlink()
    line = refusal(conduct("ask", LINKEDIN, place=own_town))
    assert "encoder" in line
    assert "conduct index" in line


def test_the_entry_point_answers_in_a_process_of_its_own(town: Place) -> None:
    """The installed command works, keeps errors on one line, and imports nothing that serves the build."""
    answered = town.run(["ask", LINKEDIN, "--json"])
    refused = town.run(["ask", LINKEDIN, "--org", "mars"])
    assert json.loads(answered.stdout)["answered"] is True
    assert (answered.returncode, answered.stderr) == (0, "")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert refused.stderr.startswith("conduct: 'mars'")
