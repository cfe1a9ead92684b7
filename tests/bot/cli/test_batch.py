"""Batch mode: a line out for every line in, in order, whatever the lines are."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import batch
from bot.cli.ask import to_request
from bot.cli.batch import BatchError, Record
from handlers.request import BadRequest
from tests.bot.cli.conftest import Conduct, refusal
from tests.conftest import Place

_IDS = st.one_of(st.none(), st.integers(-5, 5), st.text(max_size=5))
_GOOD = st.builds(lambda id_, words: {"id": id_, "question": words}, _IDS, st.text(max_size=20))
_BAD = st.builds(lambda id_, value: {"id": id_, "question": value}, _IDS, st.sampled_from([None, 7, [], {}]))
_BROKEN = st.sampled_from([b"{", b"nonsense", b'"text"', b"[1]", b"7", b"null", b"\xff\xfe{}", b"[" * 30_000])


def _work(record: Record) -> Record:
    return {"answer": to_request(record).question}


def _run(lines: list[bytes]) -> tuple[int, list[Record]]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        source.write_bytes(b"\n".join(lines))
        failed = batch.run(source, target, _work)
        assert sorted(path.name for path in Path(folder).iterdir()) == ["in.jsonl", "out.jsonl"]
        return failed, [json.loads(line) for line in target.read_bytes().decode("utf-8").split("\n")[:-1]]


def _line(record: Record) -> bytes:
    return json.dumps(record).encode()


@given(st.lists(st.one_of(_GOOD, _BAD, _BROKEN), max_size=8))
def test_every_line_gets_one_in_its_place_with_its_id(given_lines: list[Record | bytes]) -> None:
    """Good lines are answered, bad ones named by their number; one never disturbs another."""
    failed, answers = _run([_line(one) if isinstance(one, dict) else one for one in given_lines])
    assert len(answers) == len(given_lines)
    for number, (one, answer) in enumerate(zip(given_lines, answers, strict=True), 1):
        if isinstance(one, bytes):
            assert (answer["id"], answer["line"]) == (None, number)
        elif isinstance(one["question"], str):
            assert answer == {"id": one["id"], "answer": one["question"]}
        else:
            assert (answer["id"], answer["line"]) == (one["id"], number)
    assert failed == sum("error" in answer for answer in answers)


def test_a_fault_in_one_line_loses_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its answer has the token of what was logged, and no word of the line."""

    def work(record: Record) -> Record:
        return {"answer": 1 / record["by"]}

    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(
        b"\n".join([_line({"id": "a", "by": 0}), _line({"id": "b", "by": "secret"}), _line({"id": "c", "by": 1})])
    )
    assert batch.run(source, target, work) == 2
    answers = [json.loads(line) for line in target.read_text().splitlines()]
    assert answers[2] == {"id": "c", "answer": 1.0}
    logged = [one.getMessage() for one in caplog.records]
    assert len(logged) == 2
    for number, (answer, said) in enumerate(zip(answers[:2], logged, strict=True), 1):
        token = said.split()[1].rstrip(":")
        assert answer == {"id": "ab"[number - 1], "line": number, "error": f"something went wrong (incident {token})"}
        assert "secret" not in said


def test_blank_lines_are_passed_over_and_count_as_lines() -> None:
    """The numbers are those of an editor."""
    failed, answers = _run([b"", _line({"id": "a", "question": "x"}), b"  \r", b"{", b""])
    assert failed == 1
    assert [(one["id"], one.get("line")) for one in answers] == [("a", None), (None, 4)]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    """As editors of Windows write it."""
    assert _run([b"\xef\xbb\xbf" + _line({"id": 1, "question": "x"})]) == (0, [{"id": 1, "answer": "x"}])


def test_an_id_with_half_a_character_comes_back_as_it_was() -> None:
    """A lone surrogate has no UTF-8; the file is UTF-8 all the same, and no other line is lost."""
    failed, answers = _run([b'{"id": "a\\ud800b", "question": "x"}', b'{"id": "\xc3\xa9", "question": "y"}'])
    assert failed == 0
    assert [one["id"] for one in answers] == ["a\ud800b", "é"]


def test_a_line_separator_inside_a_question_does_not_part_the_line() -> None:
    """Only line feeds end a line of JSON Lines; Unicode's other separators may stand in text as they are."""
    words = "a\u2028b\u2029c\u0085d"
    failed, answers = _run([json.dumps({"id": 1, "question": words}, ensure_ascii=False).encode()])
    assert (failed, answers) == (0, [{"id": 1, "answer": words}])


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({}, '"question" must be text'),
        ({"question": 7}, '"question" must be text'),
        ({"question": "x", "history": "y"}, '"history" must be a list'),
        ({"question": "x", "history": [1]}, '"history" must be a list'),
        ({"question": "x", "role": "minister"}, "the role must be one of"),
        ({"question": "x", "role": ["employee"]}, "the role must be one of"),
        ({"question": "x", "capacity": "both"}, "the capacity must be one of"),
        ({"question": "x", "capacity": {}}, "the capacity must be one of"),
        ({"question": "x", "org": 7}, '"org" must be text or null'),
        ({"question": "x", "unit": []}, '"unit" must be text or null'),
    ],
)
def test_a_record_with_a_wrong_field_is_refused_with_its_name(record: Record, told: str) -> None:
    """Whatever type stands there."""
    with pytest.raises(BadRequest, match=told):
        to_request(record)


def test_a_record_becomes_the_request_that_it_states() -> None:
    """Every field arrives; what is missing or null is the plain case."""
    full = to_request(
        {"question": "q", "org": "ns", "unit": "u", "role": "supervisor", "capacity": "official", "history": ["a", "b"]}
    )
    plain = to_request({"question": "q", "org": None, "role": None, "history": None})
    assert (full.org, full.unit, full.role, full.capacity) == ("ns", "u", "supervisor", "official")
    assert full.history == ("a", "b")
    assert (plain.org, plain.role, plain.capacity, plain.history) == (None, "employee", None, ())


@pytest.mark.parametrize("source", ["missing.jsonl", "."])
def test_a_source_that_cannot_be_read_is_named(tmp_path: Path, source: str) -> None:
    """Nothing is written."""
    with pytest.raises(BatchError, match="cannot be read"):
        batch.run(tmp_path / source, tmp_path / "out.jsonl", _work)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("target", ["folder", "file/out.jsonl", "missing/out.jsonl"])
def test_a_target_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path, target: str) -> None:
    """No half-written file stays behind."""
    (tmp_path / "in.jsonl").write_bytes(_line({"id": 1, "question": "x"}))
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BatchError, match=f"{target}: cannot be written"):
        batch.run(tmp_path / "in.jsonl", tmp_path / target, _work)
    assert sorted(tmp_path.rglob("*")) == before


def test_this_folder_is_no_file_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--out .` is told like any other folder."""
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(_line({"id": 1, "question": "x"}))
    with pytest.raises(BatchError, match="cannot be written"):
        batch.run(Path("in.jsonl"), Path(), _work)


def test_an_earlier_answer_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """A run that breaks off leaves what was there."""
    (tmp_path / "in.jsonl").write_bytes(_line({"id": 1, "question": "x"}))
    (tmp_path / "out.jsonl").write_text("before", "utf-8")

    def breaking(_: Record) -> Record:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", breaking)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "before"


def test_the_command_answers_the_good_lines_and_ends_with_2(conduct: Conduct, tmp_path: Path) -> None:
    """Real answers, broken and bad lines by number, the command's options for what a line leaves out."""
    records = [
        {"id": "one", "question": "can I say on linkedin that I work for the town", "org": "alder-creek"},
        {"id": "two", "question": "how many vacation days do I get"},
        {"id": "three", "question": "x", "org": "mars"},
        {"id": "four", "question": "😀", "history": ["half\ud800"]},
        {"id": "five", "question": "and on facebook?", "history": ["half\ud800", "can I say that I work for the town"]},
    ]
    lines = [json.dumps(one) for one in records]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join([lines[0], "{not json", *lines[1:]]) + "\n", "utf-8")
    done = conduct("ask", "--batch", str(source), "--out", str(out), "--org", "alder-creek")
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in answers] == ["one", None, "two", "three", "four", "five"]
    assert [one.get("line") for one in answers] == [None, 2, None, 4, 5, None]
    assert answers[0]["citations"][0]["doc"] == "alder-creek-social-media"
    assert (answers[2]["answered"], answers[2]["contacts"][0]["id"]) == (False, "town_clerk")
    assert "'mars'" in answers[3]["error"]
    assert str(source) in refusal(done)
    assert "could not be answered: 3" in done.err


def test_a_batch_without_a_bad_line_ends_with_0(conduct: Conduct, tmp_path: Path) -> None:
    """Also where questions are declined."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "question": "how many vacation days do I get", "org": "alder-creek"}\n', "utf-8")
    done = conduct("ask", "--batch", str(source), "--out", str(tmp_path / "out.jsonl"))
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    ("out", "reason"),
    [("missing/out.jsonl", "No such file"), ("in.jsonl/out.jsonl", "Not a directory"), (".", "Is a directory")],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_answered(
    conduct: Conduct, own_town: Place, tmp_path: Path, out: str, reason: str
) -> None:
    """Before the index is even looked for; nothing is left there."""
    own_town.index.unlink()
    source = tmp_path / "in.jsonl"
    source.write_bytes(_line({"id": 1, "question": "x"}))
    before = sorted(tmp_path.rglob("*"))
    line = refusal(conduct("ask", "--batch", str(source), "--out", str(tmp_path / out), place=own_town))
    assert f"{tmp_path / out}: cannot be written: {reason}" in line
    assert sorted(tmp_path.rglob("*")) == before
