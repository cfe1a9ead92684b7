"""The whole of check as it is shipped, from the command to the network and back, in processes of their own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Place

LEAK = "Marg Lee from Larch Street is on income assistance again, I saw her file at the ministry today."
HARMLESS = "Fresh snow on the trails this morning. The dog will not come back inside."
THREAT = "Tomorrow I bring my rifle to the office and then the branch manager pays."
DESPAIR = "I took all the pills. Goodbye everyone, I can't do this any more."

_PROCESS = """
import sys

def refuse(event, given):
    assert event not in ("socket.connect", "socket.getaddrinfo"), given

sys.addaudithook(refuse)
from bot import settings
from bot.wiring import Assistant
from handlers.check.messages import CheckRequest

reply = Assistant(settings.load()).check.handle(CheckRequest(draft=sys.argv[1], org="bc"))
heavy = {"torch", "sentence_transformers", "transformers", "sklearn", "scipy", "onnx"}
print(reply.screened.verdict, sorted(heavy & set(sys.modules)))
"""


def _check(place: Place, draft: str, tmp_path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "draft.txt"
    path.write_text(draft, "utf-8")
    return place.run(["check", str(path), "--org", "bc", "--capacity", "personal", *more])


def test_what_should_not_go_out_ends_with_1(guidelines: Place, tmp_path: Path) -> None:
    """The words are found in the draft as it was given, and the rule is the organisation's own."""
    done = _check(guidelines, LEAK, tmp_path, "--json")
    assert done.returncode == 1, done.stderr
    reply = json.loads(done.stdout)
    assert reply["verdict"] == "stop"
    found = {one["category"]: one for one in reply["findings"]}
    leak = found["personal_information"]
    assert LEAK[leak["start"] : leak["end"]] == leak["span"]
    assert leak["citations"][0]["org"] == "bc"
    assert not reply["emergency"]


@pytest.mark.parametrize(
    "draft",
    [
        LEAK.replace("e", "\u0435"),  # Cyrillic
        "\u200b".join(LEAK),
        "".join(chr(0x1D5EE + ord(char) - ord("a")) if char.islower() else char for char in LEAK),  # bold
        LEAK.replace("income assistance", "i n c o m e  a s s i s t a n c e"),
    ],
)
def test_a_disguise_does_not_help(guidelines: Place, tmp_path: Path, draft: str) -> None:
    """Look-alikes, invisible and fancy letters and spaced words are read as meant; the marks are in the draft."""
    done = _check(guidelines, draft, tmp_path, "--json")
    assert done.returncode == 1, done.stderr
    found = {one["category"]: one for one in json.loads(done.stdout)["findings"]}
    leak = found["personal_information"]
    assert draft[leak["start"] : leak["end"]] == leak["span"]


def test_nothing_is_found_in_what_is_harmless(guidelines: Place, tmp_path: Path) -> None:
    """On the screen, with what was not looked at."""
    done = _check(guidelines, HARMLESS, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing found")
    assert "Not checked" in done.stdout


@pytest.mark.parametrize("draft", [THREAT, DESPAIR])
def test_danger_comes_first(guidelines: Place, tmp_path: Path, draft: str) -> None:
    """Whether a draft threatens or despairs, the number is the first thing that is read."""
    done = _check(guidelines, draft, tmp_path)
    assert "call 911 first" in done.stdout.splitlines()[1]
    assert "Nothing found" not in done.stdout


def test_a_threat_should_not_go_out(guidelines: Place, tmp_path: Path) -> None:
    """It is a breach as well, and nothing of it is offered for posting."""
    reply = json.loads(_check(guidelines, THREAT, tmp_path, "--json").stdout)
    assert reply["verdict"] == "stop"
    assert "discrimination_or_violence" in {one["category"] for one in reply["findings"]}
    assert reply["suggestion"] is None


def test_a_batch_is_checked(guidelines: Place, tmp_path: Path) -> None:
    """In order, whatever the verdicts."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    drafts = [{"id": number, "draft": draft} for number, draft in enumerate((LEAK, HARMLESS))]
    source.write_text("".join(json.dumps(one) + "\n" for one in drafts), "utf-8")
    done = guidelines.run(["check", "--batch", str(source), "--out", str(out), "--org", "bc", "--capacity", "personal"])
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(one["id"], one["verdict"]) for one in answers] == [(0, "stop"), (1, "clear")]


def test_a_check_imports_nothing_that_only_a_build_needs_and_calls_nobody(guidelines: Place) -> None:
    """Neither torch nor what brings it; and no connection is made."""
    done = subprocess.run(
        [sys.executable, "-c", _PROCESS, LEAK],
        env=guidelines.environment(),
        cwd=guidelines.var,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "stop []"
