"""A report or a disclosure as far as it is filled in: kept sealed for a day, for the person alone."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Literal

from bot.slack.core.incoming import Somebody
from bot.slack.core.notes import Notes
from bot.slack.core.seals import Tampered
from handlers.cases.case import Kind
from handlers.cases.clocks import Clock
from handlers.forms.model import Answer
from handlers.request import Role

Step = Literal["describe", "about", "people", "seen"]
STEPS: tuple[Step, ...] = ("describe", "about", "people", "seen")
"""What happened; what it is about; who is involved and whom it goes to; who will see it."""

GONE = (
    "What you began was discarded, or is longer ago than a day, and is not kept any more. Begin it anew: /report or "
    "/disclose."
)
_KIND, _DAY = "slack report", timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Draft:
    """What somebody has filled in. It has no representation: it holds their words.

    Attributes:
        id: Random; the case that becomes of it is filed once for it.
        owner: Identity of whose it is.
        begun_at: When it was begun (ISO 8601).
        moves: How often it went to another step: what comes late from a step before changes nothing.
        step: At which it is.
        unit: None where none was said.
        guesses: Ids of the types that it reads like; nothing where the words do not tell.
        another: Whether it is none of those.
        answers: Id of a field -> the answer, as it was entered.
        names, roles: Who is involved.
        applies: Numbers of the steps whose condition holds.
        chosen: Number of a step, as text -> whom they chose (`choices`).
        named: Number of a step, as text -> name and work mail of somebody who is not in the list.
        danger: Whether it reads as if somebody may be in danger.
        follows: Whether it goes on from a report, with what was written there.
        filed: Id of the case that became of it; of the rest, only what it takes to show that is kept then.
    """

    id: str
    owner: str
    kind: Kind
    begun_at: str
    moves: int = 0
    step: Step = "describe"
    org: str | None = None
    unit: str | None = None
    role: Role = "employee"
    type: str | None = None
    variant: str | None = None
    guesses: tuple[str, ...] = ()
    another: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    applies: tuple[int, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    name: str = ""
    reach: str = ""
    danger: bool = False
    follows: bool = False
    filed: str | None = None


class Drafts:
    """Keeps them."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        """Keep where they are kept, and what tells the time."""
        self._notes, self._clock = notes, clock

    def new(self, who: Somebody, kind: Kind, *, org: str | None, answers: Mapping[str, Answer]) -> Draft:
        """Return one that is just begun; it is not kept yet."""
        id_, now = secrets.token_hex(16), self._clock().isoformat()
        return Draft(id=id_, owner=who.identity, kind=kind, begun_at=now, org=org, answers=answers)

    async def get(self, who: Somebody, id_: str) -> Draft | None:
        """Return one, or None where it was discarded, or is longer ago than a day.

        Raises:
            Tampered: It is somebody else's.
        """
        text = await self._notes.get(_KIND, id_, at=self._clock())
        if text is None:
            return None
        found = _read(text)
        if found.owner != who.identity:
            raise Tampered
        return found

    async def keep(self, draft: Draft) -> None:
        """Keep one for a day, unless it has gone further since."""

        def kept(text: str | None) -> str:
            return text if text and _read(text).moves > draft.moves else json.dumps(asdict(draft))

        now = self._clock()
        await self._notes.change(_KIND, draft.id, kept, at=now, owner=draft.owner, expires_at=now + _DAY)

    async def drop(self, id_: str) -> None:
        """Forget one."""
        await self._notes.drop(_KIND, id_)

    async def begun(self, who: Somebody, kind: Kind, *, but: str) -> Draft | None:
        """Return what somebody filled in last of a kind and did not send, but for one (id); or None."""
        notes = await self._notes.of_owner(_KIND, who.identity, at=self._clock())
        found = [
            one for one in (_read(note.text) for note in notes) if one.kind == kind and one.answers and one.id != but
        ]
        return max(found, key=lambda one: one.begun_at, default=None)


def _read(text: str) -> Draft:
    found = json.loads(text)
    for name in ("guesses", "names", "roles", "applies"):
        found[name] = tuple(found[name])
    found["named"] = {step: (name, mail) for step, (name, mail) in found["named"].items()}
    found["answers"] = {id_: one if isinstance(one, str) else tuple(one) for id_, one in found["answers"].items()}
    return Draft(**found)
