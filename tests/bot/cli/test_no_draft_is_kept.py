"""A draft leaves no trace: no log, no error, no file holds a word of it, whatever happens while it is checked."""

import json
import logging
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handlers.check.detectors.meaning import MeaningDetector
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.evidence import Detector, Draft, Evidence
from handlers.check.handler import CheckHandler
from handlers.check.messages import MAX_DRAFT, CheckRequest
from index.screening.reading import Reading
from knowledge.library import DEFAULT_FOLDER
from knowledge.screening_records import Capacity
from tests import alder_creek_screening
from tests.bot.cli.checks import SEEN, STOPPED, checker, checking, checking_all
from tests.bot.cli.conftest import Done, Launch
from tests.conftest import Place

SENTINEL = "zq7sentinel"
DRAFT = f"{SENTINEL} wrote it. {STOPPED} Her number is 250-555-0142, {SENTINEL}@gmail.com."


@dataclass(frozen=True, slots=True)
class BrokenDetector:
    """Fails, and quotes the draft in its error, as a library might.

    Attributes:
        how: Makes the error of the draft's text.
    """

    how: Callable[[str], Exception]

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Fail."""
        raise self.how(draft.text)


@dataclass(frozen=True, slots=True)
class ChainedDetector:
    """Fails while it handles a failure, both of which quote the draft."""

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Fail twice."""
        try:
            raise KeyError(draft.text)
        except KeyError as error:
            raise RuntimeError(f"cannot read {draft.text!r}") from error


@dataclass(frozen=True, slots=True)
class BrokenReader:
    """A network that fails, and quotes the draft in its error."""

    def read(self, text: str, capacity: Capacity) -> Reading:
        """Fail."""
        raise ValueError(f"bad input {text!r}")


def undecodable(text: str) -> Exception:
    """Return an error that holds the text in an attribute, as those of encodings do."""
    return UnicodeDecodeError("utf-8", text.encode(), 0, 1, text)


BROKEN: dict[str, Detector] = {
    "quotes it": BrokenDetector(lambda text: RuntimeError(f"cannot read {text!r}")),
    "holds it": BrokenDetector(undecodable),
    "is chained": ChainedDetector(),
    "network": MeaningDetector(BrokenReader()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What could hold a draft: the log, and the files of the working and the temporary folder."""

    place: Place
    scratch: Path
    log: pytest.LogCaptureFixture
    before: frozenset[Path]

    def files(self) -> set[Path]:
        """Return the files that came to be."""
        return set(_files(self.place.var, self.scratch)) - self.before

    def has_no_trace(self, *said: str) -> bool:
        """Tell whether neither the log, record by record, nor a text that was said holds a word of the draft."""
        records = [f"{vars(one)} {one.getMessage()}" for one in self.log.records]
        return not [one for one in (*said, *records, self.log.text) if SENTINEL in one]


def _files(*folders: Path) -> Iterable[Path]:
    return (path for folder in folders for path in folder.rglob("*"))


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Watch:
    """A working folder with the draft, a temporary folder of its own, and everything logged that there is."""
    var, scratch = tmp_path / "var", tmp_path / "tmp"
    for folder in (var, scratch):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert tempfile.gettempdir() == str(scratch)
    caplog.set_level(logging.DEBUG)
    (var / "draft.txt").write_text(DRAFT, "utf-8")
    lines = [{"id": number, "draft": DRAFT, "org": "alder-creek", "capacity": "official"} for number in range(2)]
    (var / "in.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), "utf-8")
    place = Place(knowledge=DEFAULT_FOLDER, var=var)
    return Watch(place=place, scratch=scratch, log=caplog, before=frozenset(_files(var, scratch)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge of Alder Creek, with its rules for drafts."""
    return alder_creek_screening.write(tmp_path_factory.mktemp("alder-creek"))


def broke(done: Done, watch: Watch) -> None:
    """Check that a command broke, said so in one line, and logged where under the token that it gave."""
    assert (done.code, done.out) == (70, "")
    assert done.err.startswith("conduct: something went wrong (incident ")
    assert done.err.count("\n") == 1
    token = done.err.split("incident ")[1].split(")")[0]
    assert f"incident {token}: " in watch.log.text
    assert watch.has_no_trace(done.err)
    assert watch.files() == set()


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "screen"])
def test_where_a_check_breaks_nobodys_words_are_told(
    launch: Launch, watch: Watch, folder: Path, how: str, *, as_json: bool
) -> None:
    """The error's type and place are logged; neither its message, nor what it holds, nor what caused it."""
    handler = checker(folder, BROKEN[how])
    broke(launch(place=watch.place, command=checking(handler, watch.place.var / "draft.txt", as_json=as_json)), watch)


@pytest.mark.parametrize("how", BROKEN)
def test_where_a_batch_breaks_nobodys_words_are_told(launch: Launch, watch: Watch, folder: Path, how: str) -> None:
    """Each line has the token of what was logged, and only that."""
    source, out = watch.place.var / "in.jsonl", watch.place.var / "out.jsonl"
    done = launch(place=watch.place, command=checking_all(checker(folder, BROKEN[how]), source, out))
    assert (done.code, done.err.count("\n")) == (2, 1)
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(answers) == 2
    for one in answers:
        assert f"{one['error'].split('(')[1].rstrip(')')}: " in watch.log.text
    assert watch.has_no_trace(done.err, out.read_text("utf-8"))
    assert watch.files() == {out}


@pytest.fixture(scope="module")
def handler(folder: Path) -> CheckHandler:
    """What checks drafts, the real detector of personal data included."""
    return checker(folder, SEEN, PersonalDataDetector())


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "screen"])
def test_a_checked_draft_is_shown_and_nothing_else(
    launch: Launch, watch: Watch, handler: CheckHandler, *, as_json: bool
) -> None:
    """Its marked words are the answer, on standard output; neither we nor a library log or store any."""
    done = launch(place=watch.place, command=checking(handler, watch.place.var / "draft.txt", as_json=as_json))
    assert SENTINEL in done.out
    assert (done.code, done.err) == (1, "")
    assert watch.has_no_trace(done.err)
    assert watch.files() == set()


def test_of_a_batch_only_the_answers_stay(launch: Launch, watch: Watch, handler: CheckHandler) -> None:
    """In the file that was named, and nowhere else."""
    source, out = watch.place.var / "in.jsonl", watch.place.var / "out.jsonl"
    done = launch(place=watch.place, command=checking_all(handler, source, out))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert watch.has_no_trace()
    assert watch.files() == {out}


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (DRAFT, {"org": "mars"}),
        (DRAFT, {"org": None}),
        (DRAFT, {"capacity": "neither"}),
        (SENTINEL + "Привет" * 20, {}),
        (SENTINEL * MAX_DRAFT, {}),
        (f"{SENTINEL} {'x' * MAX_DRAFT}", {}),
        (f"{SENTINEL}\0", {}),
        (f"{SENTINEL} \ud800", {}),
    ],
    ids=["organisation", "no organisation", "capacity", "language", "much too long", "too long", "null", "not UTF-8"],
)
def test_a_refused_draft_is_not_repeated(
    launch: Launch, watch: Watch, handler: CheckHandler, draft: str, fields: dict[str, Any]
) -> None:
    """One line that says what to do, and no trace."""
    path = watch.place.var / "draft.txt"
    path.write_bytes(draft.encode("utf-8", "surrogatepass"))
    done = launch(place=watch.place, command=checking(handler, path, **fields))
    assert (done.code, done.out) == (2, "")
    assert watch.has_no_trace(done.err)
    assert watch.files() == set()


def test_a_line_that_cannot_be_read_is_not_repeated(launch: Launch, watch: Watch, handler: CheckHandler) -> None:
    """Neither on the screen nor among the answers."""
    source, out = watch.place.var / "in.jsonl", watch.place.var / "out.jsonl"
    bad = [
        f'{{"draft": "{SENTINEL}',
        f'["{SENTINEL}"]',
        json.dumps({"draft": [SENTINEL]}),
        json.dumps({"draft": f"{SENTINEL} {'x' * MAX_DRAFT}", "org": "alder-creek"}),
        json.dumps({"draft": SENTINEL, "org": "mars"}),
        json.dumps({"draft": SENTINEL, "org": "alder-creek", "capacity": "neither"}),
    ]
    source.write_text("\n".join(bad), "utf-8")
    done = launch(place=watch.place, command=checking_all(handler, source, out))
    assert (done.code, done.err.count("\n")) == (2, 1)
    answers = out.read_text("utf-8")
    assert answers.count('"error"') == len(bad)
    assert watch.has_no_trace(done.err, answers)
    assert watch.files() == {out}


@pytest.mark.parametrize("how", BROKEN)
def test_the_handler_itself_keeps_and_logs_nothing(watch: Watch, folder: Path, how: str) -> None:
    """The error goes up to whoever asked; request and handler show nothing of the draft."""
    handler = checker(folder, BROKEN[how])
    request = CheckRequest(draft=DRAFT, org="alder-creek")
    with pytest.raises(Exception, match=SENTINEL):
        handler.handle(request)
    assert watch.has_no_trace(repr(request), repr(handler), str(vars(handler)))
    assert watch.files() == set()
