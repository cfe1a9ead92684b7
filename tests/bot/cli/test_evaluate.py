"""`conduct eval questions`: figures that a person has counted, and misses listed."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.evaluation import Figures, Outcome, figures, foreign_share, groups, judge
from handlers.ask.messages import AskReply
from handlers.reply import Citation
from tests.bot.cli.conftest import Conduct, refusal
from tests.fakes import citation


def labelled(**changes: Any) -> dict[str, Any]:
    """Return a labelled question that the default citation answers."""
    gold = [{"doc": "alder-creek-social-media", "quote": "name the Town as your employer"}]
    plain = {"id": "1", "question": "may I?", "org": "alder-creek", "answerable": True, "gold": gold, "kind": "direct"}
    return {**plain, **changes}


def answered(*citations: Citation) -> AskReply:
    """Return a reply with these citations; without any, one that declines."""
    return AskReply(
        answered=bool(citations),
        answer="x",
        citations=citations,
        contacts=(),
        clarify=None,
        emergency=False,
        next_steps=(),
    )


RIGHT, WRONG = citation(), citation(quote="Something else.")
OPEN = {"answerable": False, "gold": []}


@pytest.mark.parametrize(
    ("citations", "rank"),
    [
        ((RIGHT, WRONG), 1),
        ((WRONG, WRONG, RIGHT, RIGHT), 3),
        ((WRONG,), None),
        ((), None),
        ((citation(document="other"),), None),
        ((citation(quote="NAME the\n- town, as your employer?"),), 1),
        ((citation(quote=RIGHT.quote + "x" * 1500),), None),
    ],
    ids=["first", "third", "wrong", "declined", "other document", "letters and digits alone count", "too long"],
)
def test_the_rank_is_the_place_of_the_first_right_citation(citations: tuple[Citation, ...], rank: int | None) -> None:
    """A citation is right when its document is and its letters and digits hold the gold quote's."""
    assert judge(labelled(), answered(*citations)).rank == rank


def test_figures_are_what_a_person_counts() -> None:
    """Four answerable ones at places 1, 3, never, and declined; two open ones, one declined."""
    outcomes = [
        judge(labelled(), answered(RIGHT)),
        judge(labelled(), answered(WRONG, WRONG, RIGHT)),
        judge(labelled(), answered(WRONG)),
        judge(labelled(), answered()),
        judge(labelled(**OPEN), answered()),
        judge(labelled(**OPEN), answered(WRONG)),
    ]
    found = figures(outcomes)
    assert (found.count, found.hit_1, found.hit_3) == (6, 0.25, 0.5)
    assert found.mrr == pytest.approx((1 + 1 / 3) / 4)
    assert (found.answered, found.declined) == (0.75, 0.5)
    assert [one.is_right for one in outcomes] == [True, False, False, False, True, False]


def test_the_interval_is_wilsons() -> None:
    """8 of 10 lie between 0.490 and 0.943 (Wilson, 1927, as tables have it)."""
    outcomes = [judge(labelled(), answered(RIGHT if n < 8 else WRONG)) for n in range(10)]
    interval = figures(outcomes).interval
    assert interval is not None
    assert list(interval) == pytest.approx([0.490, 0.943], abs=0.001)


def test_where_there_is_nothing_to_count_there_is_no_figure() -> None:
    """No share of nothing is made up."""
    nothing = Figures(count=0, hit_1=None, hit_3=None, mrr=None, answered=None, declined=None, interval=None)
    assert figures([]) == nothing
    assert figures([judge(labelled(**OPEN), answered())]).hit_1 is None


def test_groups_are_by_kind_and_organisation() -> None:
    """Each question counts in all, in its kind and in its organisation."""
    outcomes = [judge(labelled(), answered()), judge(labelled(kind="typo", org=None), answered())]
    found = groups(outcomes)
    assert {name: len(group) for name, group in found.items()} == {
        "all": 2,
        "direct": 1,
        "org alder-creek": 1,
        "typo": 1,
        "org None": 1,
    }


def test_the_foreign_share_counts_where_the_own_text_answers() -> None:
    """One of two: open questions, those for another's text, those of nobody and declined ones do not count."""
    owners = {"alder-creek-social-media": "alder-creek", "mill-rules": "mill-valley"}
    foreign = answered(citation(foreign=True))
    elsewhere = [{"doc": "mill-rules", "quote": "x"}]

    def outcome(reply: AskReply, **changes: Any) -> Outcome:
        return judge(labelled(**changes), reply)

    counted = [outcome(answered(RIGHT)), outcome(foreign)]
    passed_over = [
        outcome(foreign, **OPEN),
        outcome(foreign, kind="cross"),
        outcome(foreign, org=None),
        outcome(foreign, gold=elsewhere),
        outcome(answered()),
    ]
    assert foreign_share([*counted, *passed_over], owners) == 0.5
    assert foreign_share(passed_over, owners) is None


def _file(tmp_path: Path, *records: dict[str, Any]) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records) + "\n", "utf-8")
    return path


def test_the_command_prints_figures_and_lists_misses(conduct: Conduct, tmp_path: Path) -> None:
    """Two of three answerable ones are right by construction, and the third one's label is wrong on purpose."""
    gold = [{"doc": "alder-creek-social-media", "quote": "Report a lost phone or laptop"}]
    wrong = [{"doc": "alder-creek-visitors", "quote": "wear a badge"}]
    path = _file(
        tmp_path,
        labelled(id="a", question="I left my work phone on the bus", gold=gold),
        labelled(id="b", question="stolen device\u2028who do I tell", gold=gold, kind="[/red]"),
        labelled(id="c", question="my laptop is gone what now", gold=wrong),
        labelled(id="d", question="how many vacation days do I get", **OPEN),
    )
    done = conduct("eval", "questions", str(path))
    assert (done.code, done.err) == (0, "")
    rows = {line.split("│")[1].strip(): line.split("│")[2:] for line in done.out.splitlines() if line.startswith("│")}
    cells = [cell.strip() for cell in rows["all"]]
    assert (cells[0], cells[1], cells[5], cells[6]) == ("4", "0.667", "1.000", "1.000")
    assert rows["[/red]"][0].strip() == "1"
    assert "0.0%" in done.out
    assert "c (direct, alder-creek): my laptop is gone what now" in done.out
    assert "wanted: alder-creek-visitors: wear a badge" in done.out
    assert "answered: alder-creek-social-media: 'Report a lost phone" in done.out
    assert "vacation" not in done.out
    assert "my laptop" not in conduct("eval", "questions", str(path), "--no-misses").out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "2: Invalid JSON"),
        (b"7", "2: Input should be an object"),
        (b'{"id": 1}', "2: question: Field required"),
        (json.dumps(labelled(gold=None)).encode(), "2: gold: Input should be"),
        (json.dumps(labelled(gold=[{"doc": "x"}])).encode(), "2: gold.0.quote: Field required"),
        (json.dumps(labelled(kind=["x"])).encode(), "2: kind: Input should be"),
        (json.dumps(labelled(org="mars")).encode(), "2: 'mars' is no organisation here"),
        (json.dumps(labelled(question="")).encode(), "2: There is no question"),
        (json.dumps(labelled(capacity="both")).encode(), "2: the capacity must be"),
        (b"\xff", "2: "),
    ],
)
def test_a_line_that_cannot_be_used_is_named(conduct: Conduct, tmp_path: Path, line: bytes, told: str) -> None:
    """File, line and field; no figures of a part."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes(json.dumps(labelled()).encode() + b"\n" + line + b"\n")
    assert refusal(conduct("eval", "questions", str(path))).startswith(f"{path}:{told}")


def test_a_file_that_cannot_be_read_is_named(conduct: Conduct, tmp_path: Path) -> None:
    """A missing one and a folder."""
    assert "missing.jsonl: cannot be read" in refusal(conduct("eval", "questions", str(tmp_path / "missing.jsonl")))
    assert "cannot be read" in refusal(conduct("eval", "questions", str(tmp_path)))
