"""`conduct check --batch`: a line out for every draft in, whatever the lines are."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.check import to_request
from handlers.check.handler import CheckHandler
from handlers.check.messages import MAX_DRAFT, CheckRequest
from handlers.request import BadRequest
from tests.bot.cli.checks import CONTRACT, LEFT_ALONE, REVIEWED, STOPPED, checking_all
from tests.bot.cli.conftest import Launch
from tests.conftest import Place

SECRET = "zq7secret"


def run_batch(
    launch: Launch, bare: Place, handler: CheckHandler, lines: list[Any], **options: str | None
) -> tuple[int, str, list[dict[str, Any]]]:
    """Check lines (records, or bytes as they are); return exit code, errors and answers."""
    source, out = bare.var / "in.jsonl", bare.var / "out.jsonl"
    content = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    source.write_bytes(b"\n".join(content))
    done = launch(place=bare, command=checking_all(handler, source, out, **options))
    assert done.out == ""
    return done.code, done.err, [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_a_batch_is_answered_in_order_and_ends_well_with_verdicts_of_stop(
    launch: Launch, bare: Place, handler: CheckHandler
) -> None:
    """Every id comes back, whatever it is, with every field of the contract; nothing else is left behind."""
    drafts = {"a": STOPPED, "b": REVIEWED, "c": LEFT_ALONE, "d": "The parade begins at noon."}
    records = [{"id": id_, "draft": draft, "org": "alder-creek", "capacity": None} for id_, draft in drafts.items()]
    code, errors, answers = run_batch(launch, bare, handler, records)
    assert (code, errors) == (0, "")
    assert [(one["id"], one["verdict"]) for one in answers] == [
        ("a", "stop"),
        ("b", "review"),
        ("c", "clear"),
        ("d", "clear"),
    ]
    for one in answers:
        assert one.keys() >= {"id", *CONTRACT}
        for finding in one["findings"]:
            assert drafts[one["id"]][finding["start"] : finding["end"]] == finding["span"]
    assert sorted(path.name for path in bare.var.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_line_that_cannot_be_checked_does_not_stop_the_rest(
    launch: Launch, bare: Place, handler: CheckHandler
) -> None:
    """It is named by number, with its id where it has one; exit code 2, and one line that says how many."""
    good = {"id": "good", "draft": STOPPED, "org": "alder-creek", "capacity": "official"}
    bad: list[tuple[Any, object, str]] = [
        (b"{not json", None, "is not JSON"),
        (b"\xff", None, "is not UTF-8 text"),
        (b"[1]", None, "is not a JSON object"),
        (b"[" * 30_000, None, "is nested too deeply"),
        ({"id": 1, "org": "alder-creek"}, 1, '"draft" must be text'),
        ({"id": 2, "draft": None, "org": "alder-creek"}, 2, '"draft" must be text'),
        ({"id": 3, "draft": ["x"], "org": "alder-creek"}, 3, '"draft" must be text'),
        ({"draft": "x"}, None, "name it with --org, or set CONDUCT_ORG"),
        ({"id": 4, "draft": "x", "org": None}, 4, "name it with --org, or set CONDUCT_ORG"),
        ({"id": 5, "draft": "x", "org": 7}, 5, '"org" must be text'),
        ({"id": 6, "draft": "x", "org": "mars"}, 6, "'mars' is no organisation here"),
        ({**good, "id": 7, "capacity": "both"}, 7, "the capacity must be one of: official, personal"),
        ({**good, "id": 8, "capacity": ["official"]}, 8, "the capacity must be one of"),
        ({**good, "id": 9, "unit": 1}, 9, '"unit" must be text'),
        ({**good, "id": 10, "draft": ""}, 10, "There are no words in this draft"),
        ({**good, "id": 11, "draft": "x" * (MAX_DRAFT + 1)}, 11, "has 40,001 characters"),
    ]
    lines = [good, *(line for line, _, _ in bad), b"", {**good, "id": "last"}]
    code, errors, answers = run_batch(launch, bare, handler, lines)
    assert code == 2
    assert errors == (
        f"conduct: {bare.var / 'in.jsonl'}: lines that could not be checked: {len(bad)}; "
        f"{bare.var / 'out.jsonl'} says which\n"
    )
    assert [one["id"] for one in answers] == ["good", *(id_ for _, id_, _ in bad), "last"]
    assert answers[0]["verdict"] == answers[-1]["verdict"] == "stop"
    for number, ((_, id_, told), one) in enumerate(zip(bad, answers[1:-1], strict=True), 2):
        assert (one["id"], one["line"]) == (id_, number)
        assert told in one["error"]
        assert one.keys() == {"id", "line", "error"}


def test_options_count_where_a_line_says_nothing(launch: Launch, bare: Place, handler: CheckHandler) -> None:
    """A null organisation is none said; a null capacity says that it is not known, and both are checked."""
    records = [
        {"id": "neither", "draft": STOPPED},
        {"id": "null org", "draft": STOPPED, "org": None},
        {"id": "own capacity", "draft": STOPPED, "capacity": "official"},
        {"id": "null capacity", "draft": STOPPED, "capacity": None},
        {"id": "own org", "draft": "Good morning.", "org": "mill-valley"},
    ]
    code, _, answers = run_batch(launch, bare, handler, records, org="alder-creek", capacity="personal")
    found = {one["id"]: (one["verdict"], one["by_capacity"] and sorted(one["by_capacity"])) for one in answers}
    assert code == 0
    assert found == {
        "neither": ("clear", None),
        "null org": ("clear", None),
        "own capacity": ("stop", None),
        "null capacity": ("stop", ["official", "personal"]),
        "own org": ("clear", None),
    }


def test_half_a_character_in_a_draft_is_no_obstacle(launch: Launch, bare: Place, handler: CheckHandler) -> None:
    """JSON can hold it, UTF-8 cannot: it counts as a character, and comes back as it was."""
    draft = f"\ud83d {STOPPED}"
    line = {"id": "a\ud800", "draft": draft, "org": "alder-creek", "capacity": "official"}
    code, _, ((answer),) = run_batch(launch, bare, handler, [line])
    assert code == 0
    assert answer["id"] == "a\ud800"
    assert answer["findings"][0]["start"] == draft.index("that face")
    assert answer["suggestion"] == "\ud83d Kim blew out her candles!"


_ODD = st.none() | st.text(max_size=5) | st.integers() | st.lists(st.text(max_size=2), max_size=2)


@given(
    st.sampled_from([SECRET, "", [SECRET], {SECRET: 1}, 7, None]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(("org", "unit", "capacity", "id"), _ODD)),
)
def test_any_record_makes_a_request_or_is_refused(draft: object, rest: dict[str, Any]) -> None:
    """Whatever stands in its fields; a refusal never repeats the draft."""
    made = _made({**rest, "draft": draft})
    if isinstance(made, str):
        assert SECRET not in made
    else:
        assert (made.draft, made.org) == (draft, rest["org"])
        assert made.capacity in (None, "personal", "official")


def _made(record: dict[str, Any]) -> CheckRequest | str:
    try:
        return to_request(record)
    except BadRequest as error:
        return str(error)
