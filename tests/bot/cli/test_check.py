"""`conduct check`: a draft from a file or pasted, exit codes, and what stands in the way."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot.cli.check import read_draft
from handlers.check.handler import CheckHandler
from handlers.check.messages import MAX_DRAFT
from tests import alder_creek_screening
from tests.bot.cli.checks import CONTRACT, LEFT_ALONE, REVIEWED, SEEN, STOPPED, checker, checking
from tests.bot.cli.conftest import Launch, refusal
from tests.conftest import Place
from tests.handlers.check.fakes import danger

SECRET = "zq7secret"


def written(tmp_path: Path, content: str | bytes, name: str = "draft.txt") -> Path:
    """Write a file; return it."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "draft"),
    [
        (b"Snow on the pass.", "Snow on the pass."),
        (b"\xef\xbb\xbfSnow.", "Snow."),
        (b"Snow.\r\nIce.\r\n", "Snow.\r\nIce.\r\n"),
        ("é, 😀, \u2028 and \ufeff".encode(), "é, 😀, \u2028 and \ufeff"),
        (b"  \n", "  \n"),
        (b"", ""),
        (b"\x1b[31mred", "\x1b[31mred"),
        (("😀" * MAX_DRAFT).encode("utf-8-sig"), "😀" * MAX_DRAFT),
    ],
    ids=["plain", "byte order mark", "CRLF", "beyond ASCII", "blank", "empty", "control", "longest"],
)
def test_a_draft_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, draft: str) -> None:
    """From a file and pasted alike, every code point, for offsets count them; a byte order mark is none of it."""
    assert read_draft(str(written(tmp_path, content))) == draft
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert read_draft("-") == draft


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfeS\x00n\x00o\x00w\x00", "is no text file; save the draft as plain text"),
        (f"{SECRET}\0".encode(), "is no text file; save the draft as plain text"),
        (f"{SECRET} caf\xe9".encode("latin-1"), "is not UTF-8 text (byte 13); save the draft as UTF-8"),
        (f"{SECRET} \ud800".encode("utf-8", "surrogatepass"), "is not UTF-8 text (byte 10)"),
        (SECRET.encode() * MAX_DRAFT, "is longer than 40,000 characters; check the draft in parts"),
        (("😀" * (MAX_DRAFT + 1)).encode(), "is longer than 40,000 characters"),
    ],
    ids=["UTF-16", "null", "Latin-1", "half a character", "much too long", "too long by an emoji"],
)
def test_what_is_no_draft_is_refused_by_name(
    launch: Launch, bare: Place, tmp_path: Path, content: bytes, told: str
) -> None:
    """File or standard input, in one line that repeats nothing of it, before anything is loaded."""
    path = written(tmp_path, content)
    from_file = refusal(launch("check", str(path), "--org", "bc", place=bare))
    pasted = refusal(launch("check", "-", "--org", "bc", place=bare, typed=content))
    assert from_file.startswith(f"{path}: {told}")
    assert pasted.startswith(f"standard input: {told}")
    assert SECRET not in from_file + pasted


@pytest.mark.parametrize(("name", "reason"), [("missing.txt", "No such file"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_named(
    launch: Launch, bare: Place, tmp_path: Path, name: str, reason: str
) -> None:
    """With what the system says of it."""
    line = refusal(launch("check", str(tmp_path / name), "--org", "bc", place=bare))
    assert line.startswith(f"{tmp_path / name}: cannot be read: {reason}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name a file with a draft, - to paste one, or --batch IN --out OUT."),
        (("draft.txt", "--batch", "in.jsonl"), "name a file with a draft"),
        (("draft.txt", "--batch", "in.jsonl", "--out", "out.jsonl"), "name a file with a draft"),
        (("--batch", "in.jsonl"), "--batch IN and --out OUT go together."),
        (("draft.txt", "--out", "out.jsonl"), "--batch IN and --out OUT go together."),
        (("--out", "out.jsonl"), "name a file with a draft"),
        (("draft.txt", "more.txt"), "unexpected extra argument"),
        (("draft.txt", "--unit", "library"), "No such option: --unit"),
        (("draft.txt", "--org", "bc", "--capacity", "both"), "the capacity must be one of: official, personal"),
        (("--batch", "in.jsonl", "--out", "out.jsonl", "--capacity", "x"), "the capacity must be one of"),
        (("draft.txt",), "name it with --org, or set CONDUCT_ORG"),
        (("--batch", "in.jsonl", "--out", "missing/out.jsonl"), "missing/out.jsonl: cannot be written: No such file"),
        (("--batch", "in.jsonl", "--out", "."), "cannot be written: Is a directory"),
    ],
)
def test_bad_options_are_one_line_that_says_what_to_do(
    launch: Launch, bare: Place, arguments: tuple[str, ...], told: str
) -> None:
    """Before the index is even looked for; exit code 2, and nothing is written."""
    for name, content in (("draft.txt", SECRET), ("in.jsonl", f'{{"id": 1, "draft": "{SECRET}"}}')):
        written(bare.var, content, name)
    line = refusal(launch("check", *arguments, place=bare))
    assert told in line
    assert SECRET not in line
    assert sorted(path.name for path in bare.var.iterdir()) == ["draft.txt", "in.jsonl"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft.txt", "--org", "bc"),
        ("draft.txt", "--org", "bc", "--capacity", "personal", "--json"),
        ("-", "--org", "bc", "--capacity", "official"),
        ("--batch", "in.jsonl", "--out", "out.jsonl"),
        ("--batch", "in.jsonl", "--out", "out.jsonl", "--org", "bc", "--capacity", "official"),
    ],
)
def test_without_an_index_the_command_that_builds_it_is_named(
    launch: Launch, bare: Place, arguments: tuple[str, ...]
) -> None:
    """Nothing stands in the way of these options but that."""
    for name in ("draft.txt", "in.jsonl"):
        written(bare.var, SECRET, name)
    line = refusal(launch("check", *arguments, place=bare, typed=SECRET))
    assert "there is no index" in line
    assert "run 'conduct index'" in line


def test_the_settings_organisation_counts_where_none_is_named(launch: Launch, bare: Place) -> None:
    """Then no option is needed; an unknown one is told by the variable's name."""
    written(bare.var, "Snow.")
    assert "there is no index" in refusal(launch("check", "draft.txt", place=bare, CONDUCT_ORG="bc"))
    unknown = refusal(launch("check", "draft.txt", place=bare, CONDUCT_ORG="mars"))
    assert unknown.startswith("CONDUCT_ORG: 'mars' is no organisation")


def test_help_names_every_option(launch: Launch, bare: Place) -> None:
    """And how a draft is given, and what the exit code means."""
    done = launch("check", "--help", place=bare)
    assert (done.code, done.err) == (0, "")
    for name in ("FILE|-", "--org", "--capacity", "--json", "--batch", "--out", "--knowledge", "exit code 1"):
        assert name in " ".join(done.out.split()), name


@pytest.mark.parametrize(
    ("draft", "capacity", "verdict", "code"),
    [
        (STOPPED, "official", "stop", 1),
        (STOPPED, "personal", "clear", 0),
        (STOPPED, None, "stop", 1),
        (REVIEWED, "personal", "review", 0),
        (REVIEWED, None, "review", 0),
        (LEFT_ALONE, "personal", "clear", 0),
    ],
)
def test_the_exit_code_is_1_where_a_draft_should_not_go_out(  # noqa: PLR0917 - the table's columns
    launch: Launch,
    bare: Place,
    tmp_path: Path,
    handler: CheckHandler,
    draft: str,
    capacity: str | None,
    verdict: str,
    code: int,
) -> None:
    """As JSON and on the screen; what wants a second look may go out."""
    path = written(tmp_path, draft)
    as_json = launch(place=bare, command=checking(handler, path, as_json=True, capacity=capacity))
    on_screen = launch(place=bare, command=checking(handler, path, capacity=capacity))
    assert json.loads(as_json.out)["verdict"] == verdict
    assert (as_json.code, on_screen.code) == (code, code)
    assert (as_json.err, on_screen.err) == ("", "")


def test_json_is_one_line_with_the_fields_of_the_contract(
    launch: Launch, bare: Place, tmp_path: Path, handler: CheckHandler
) -> None:
    """Offsets count the code points of the draft as given, line ends of Windows and emoji included."""
    draft = f"😤 One.\r\nTwo.\r\n{STOPPED}"
    path = written(tmp_path, draft.encode("utf-8-sig"))
    command = checking(handler, path, as_json=True, base_url="https://c.example", capacity="official")
    done = launch(place=bare, command=command)
    reply = json.loads(done.out)
    assert done.out.count("\n") == 1
    assert reply.keys() >= CONTRACT
    (finding,) = reply["findings"]
    assert (finding["category"], finding["severity"], finding["span"]) == ("photographs", "violation", "that face")
    assert draft[finding["start"] : finding["end"]] == finding["span"]
    assert finding["citations"][0]["quote"] == "You must not post photographs of residents"
    assert finding["citations"][0]["url"].startswith("https://c.example/documents/alder-creek-social-media?passage=")
    assert [one["when"] for one in reply["prior_approvals"]] == ["you open an account", "a picture goes out"]
    assert [one["id"] for one in reply["contacts"]] == ["communications_office"]
    assert reply["suggestion"] == "😤 One.\r\nTwo.\r\nKim blew out her candles!"


def test_without_a_capacity_both_are_in_the_json(
    launch: Launch, bare: Place, tmp_path: Path, handler: CheckHandler
) -> None:
    """The stricter on top, field by field."""
    done = launch(place=bare, command=checking(handler, written(tmp_path, STOPPED), as_json=True))
    reply = json.loads(done.out)
    assert {name: one["verdict"] for name, one in reply["by_capacity"].items()} == {
        "official": "stop",
        "personal": "clear",
    }
    assert {name: reply[name] for name in reply["by_capacity"]["official"]} == reply["by_capacity"]["official"]


def test_in_danger_the_number_comes_first(launch: Launch, bare: Place, tmp_path: Path) -> None:
    """Above the verdict on the screen, and as the first step of the JSON; the verdict stands all the same."""
    handler = checker(alder_creek_screening.write(tmp_path / "town"), SEEN, danger(0.9))
    path = written(tmp_path, STOPPED)
    done = launch(place=bare, command=checking(handler, path, capacity="official"))
    reply = json.loads(launch(place=bare, command=checking(handler, path, as_json=True, capacity="official")).out)
    assert done.out.index("call 555-0911 first") < done.out.index("Should not go out")
    assert (reply["emergency"], reply["next_steps"][0]["target"], reply["verdict"]) == (True, "555-0911", "stop")
    assert done.code == 1


@pytest.mark.parametrize(
    ("draft", "org", "told"),
    [
        ("", "alder-creek", "There are no words in this draft"),
        (" \r\n ", "alder-creek", "There are no words in this draft"),
        ("x" * (MAX_DRAFT + 1), "alder-creek", "This draft has 40,001 characters; at most 40,000 are read"),
        ("Привет, друзья", "alder-creek", "Only drafts in English"),
        (SECRET, "mars", "'mars' is no organisation here; choose one of: alder-creek, mill-valley."),
    ],
)
def test_a_draft_that_cannot_be_checked_is_one_line(
    launch: Launch, bare: Place, tmp_path: Path, handler: CheckHandler, draft: str, org: str, told: str
) -> None:
    """Exit code 2, and nothing of it is repeated."""
    line = refusal(launch(place=bare, command=checking(handler, written(tmp_path, draft), org=org)))
    assert told in line
    assert SECRET not in line


def test_an_organisation_without_rules_for_drafts_is_told(launch: Launch, bare: Place, tmp_path: Path) -> None:
    """With those that have some."""
    town = alder_creek_screening.write(tmp_path / "town")
    rules = town / "screening" / "categories.yaml"
    rules.write_text(rules.read_text("utf-8").partition("    - organisation: mill-valley")[0], "utf-8")
    line = refusal(
        launch(place=bare, command=checking(checker(town, SEEN), written(tmp_path, SECRET), org="mill-valley"))
    )
    assert line == "There are no rules for drafts of 'mill-valley' here; there are for: alder-creek."
