"""`conduct eval drafts`: labelled drafts are read, checked, counted; what is wrong with a line is named."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.cli.batch import BatchError
from bot.cli.evaluate_drafts import evaluate, read_drafts, show
from handlers.check.handler import CheckHandler
from tests.bot.cli.checks import LEFT_ALONE, REVIEWED, STOPPED
from tests.bot.cli.conftest import Launch, refusal
from tests.conftest import Place


def labelled(**changes: Any) -> dict[str, Any]:
    """Return a labelled draft of which only what a test is about need be named."""
    plain = {
        "id": "1",
        "draft": STOPPED,
        "org": "alder-creek",
        "capacity": "official",
        "expected": [{"category": "photographs", "span": "Look at that face"}],
    }
    return {**plain, **changes}


def written(folder: Path, *records: dict[str, Any]) -> Path:
    """Write a file of labelled drafts; return it."""
    path = folder / "drafts.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path


def report(handler: CheckHandler, path: Path, *, misses: bool = True) -> str:
    """Return what is printed of a file."""
    console = Console(file=io.StringIO(), width=200, color_system=None)
    show(evaluate(handler, read_drafts(path)), console, misses=misses)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


SET = (
    labelled(),
    labelled(
        id="b", draft="A quiet\u2028 picnic, candles for sale.", expected=[{"category": "unsigned", "span": "A q"}]
    ),
    labelled(id="c", draft=REVIEWED, capacity="personal", expected=[]),
    labelled(id="d", draft=LEFT_ALONE, capacity="personal", expected=[]),
    labelled(id=5, draft="The parade begins at noon.", kind="clean", expected=[]),
)
"""One found with its words, one missed, a false alarm, one with a note alone, a clean one with another field."""


def test_figures_are_printed_by_category_and_over_all(handler: CheckHandler, tmp_path: Path) -> None:
    """As a person counts them: one of two problems, two of three clean ones, the words right."""
    out = report(handler, written(tmp_path, *SET))
    rows = {line.split("│")[1].strip(): line.split("│")[2:-1] for line in out.splitlines() if line.startswith("│")}
    assert [cell.strip() for cell in rows["photographs"]] == ["1", "1.00", "1.00", "1.00"]
    assert [cell.strip() for cell in rows["unsigned"]] == ["1", "0.00", "0.00", "0.00"]
    assert "5 drafts\n" in out
    assert "micro F1 0.500 (" in out
    assert "macro F1 0.500 (" in out
    assert "clean drafts passed 0.667 (0.21–0.94)" in out
    assert "problem drafts caught 0.500 (0.09–0.91)" in out
    assert "spans right 1.000" in out


def test_misses_and_false_alarms_are_listed(handler: CheckHandler, tmp_path: Path) -> None:
    """Each with its draft; what is right, or only noted, is not among them."""
    path = written(tmp_path, *SET)
    out = report(handler, path)
    assert "b (alder-creek, official): A quiet" in out
    assert "  missed: unsigned\n" in out
    assert f"c (alder-creek, personal): {REVIEWED}\n  false: unsigned\n" in out
    assert STOPPED not in out
    assert LEFT_ALONE not in out
    assert "parade" not in out
    assert REVIEWED not in report(handler, path, misses=False)


def test_a_draft_cannot_upset_the_terminal(handler: CheckHandler, tmp_path: Path) -> None:
    """Its control characters do not reach it, and its markup is no colour."""
    draft = f"\x1b[31m[/red] {STOPPED}\x07"
    out = report(handler, written(tmp_path, labelled(id="\x9bx", draft=draft, expected=[])))
    assert "[31m[/red] Kim" in out
    assert not {"\x1b", "\x07", "\x9b"} & set(out)


def test_what_there_is_none_of_has_no_figure(handler: CheckHandler, tmp_path: Path) -> None:
    """No share of nothing is made up."""
    clean = report(handler, written(tmp_path, labelled(draft="Snow.", expected=[])))
    assert "clean drafts passed 1.000" in clean
    assert "caught" not in clean
    assert "spans" not in clean
    assert "clean drafts" not in report(handler, written(tmp_path, labelled()))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "2: Invalid JSON"),
        (b"7", "2: Input should be an object"),
        (b"\xff", "2: "),
        (json.dumps({"id": 1}).encode(), "2: draft: Field required"),
        (json.dumps(labelled(id=None)).encode(), "2: id.str: Input should be"),
        (json.dumps(labelled(draft=7)).encode(), "2: draft: Input should be"),
        (json.dumps(labelled(org=None)).encode(), "2: org: Input should be"),
        (json.dumps(labelled(capacity=None)).encode(), "2: capacity: Input should be 'personal' or 'official'"),
        (json.dumps(labelled(capacity="both")).encode(), "2: capacity: Input should be 'personal' or 'official'"),
        (json.dumps(labelled(expected=None)).encode(), "2: expected: Input should be"),
        (json.dumps(labelled(expected=[{"category": "x"}])).encode(), "2: expected.0.span: Field required"),
        (json.dumps(labelled(expected=[{"category": 1, "span": "x"}])).encode(), "2: expected.0.category: Input"),
    ],
)
def test_a_line_that_is_no_labelled_draft_is_named(launch: Launch, bare: Place, line: bytes, told: str) -> None:
    """File, line and field, before anything is loaded or counted; nothing of a draft is repeated."""
    path = bare.var / "drafts.jsonl"
    path.write_bytes(json.dumps(labelled()).encode() + b"\n" + line + b"\n")
    said = refusal(launch("eval", "drafts", str(path), place=bare))
    assert said.startswith(f"{path}:{told}")
    assert "Kim" not in said


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"org": "mars"}, "'mars' is no organisation here"),
        ({"draft": "\u200b"}, "There are no words in this draft"),
        ({"draft": "x" * 40_001}, "has 40,001 characters"),
        ({"unit": 7}, '"unit" must be text'),
    ],
)
def test_a_draft_that_cannot_be_checked_is_named(
    handler: CheckHandler, tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    """By file and line, blank lines counted as an editor does."""
    path = tmp_path / "drafts.jsonl"
    path.write_text(f"{json.dumps(labelled())}\n\n{json.dumps(labelled(**changes))}\n", "utf-8")
    with pytest.raises(BatchError) as caught:
        evaluate(handler, read_drafts(path))
    assert str(caught.value).startswith(f"{path}:3: ")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [("missing.jsonl", "cannot be read: No such file"), (".", "cannot be read"), ("empty", "no drafts")],
)
def test_a_file_without_drafts_is_named(launch: Launch, bare: Place, name: str, told: str) -> None:
    """A missing one, a folder, one with blank lines alone."""
    (bare.var / "empty").write_text("\n \n", "utf-8")
    line = refusal(launch("eval", "drafts", str(bare.var / name), place=bare))
    assert line.startswith(str(bare.var / name))
    assert told in line


def test_a_sound_file_goes_on_to_the_assistant(launch: Launch, bare: Place) -> None:
    """With a byte order mark and Windows line ends, too; here there is no index."""
    path = bare.var / "drafts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(labelled()).encode() + b"\r\n")
    assert "there is no index" in refusal(launch("eval", "drafts", str(path), place=bare))
