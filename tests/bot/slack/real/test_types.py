"""Everything that the app sends is of the types that Slack publishes for it, as its compiler has it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.slack.installing.manifest import manifest
from tests.bot.slack import requests as sent
from tests.bot.slack import samples
from tests.bot.slack.own import filed
from tests.bot.slack.real.typed import Constant, complaints, constants
from tests.bot.slack.reporting.filling import DESCRIBED, chooses, submits
from tests.bot.slack.running import PAGE, Running

GOLDEN = Path(__file__).parents[1] / "golden"
"""What renderers give, as somebody looked at it."""
DRAFT = "Alex Moss called my office. The parade begins at noon on Monday."


@dataclass(slots=True)
class Overheard:
    """A way to the app that remembers what the app acknowledged with."""

    way: sent.Way
    answers: list[Any] = field(default_factory=list)

    async def send(self, sent: sent.Sent, *, retry: int | None = None) -> sent.Answer:
        """Send it on."""
        answer = await self.way.send(sent, retry=retry)
        self.answers.append(answer.body)
        return answer


async def talks(here: Running) -> None:
    """Use everything that there is, once."""
    for question in ("Can I post about my job on LinkedIn?", "What about my pension?", "he has a knife"):
        await here.says(question)
    await here.mentions("he read out my diagnosis, what can I do?")
    await here.commands("/ask", "Can I post about my job on LinkedIn?")
    await here.commands("/check", DRAFT)
    await here.commands("/check")
    await submits(here, {"draft": DRAFT})
    await here.commands("/conduct")
    await here.commands("/conduct", "settings")
    case = await filed(here)
    await here.send(sent.home_opened(here.workspace, here.user()))
    home = here.slack.homes[here.user()]
    await here.presses(home, "preferences")
    await here.presses(home, "own_case", chosen=case.id)
    await reports(here)


async def reports(here: Running) -> None:
    """Report, and disclose, from the first step to the last."""
    await here.commands("/report")
    await submits(here, DESCRIBED)
    await chooses(here, "type", "harassment")
    await submits(here, {"f/when": "2026-11-18", "f/again": "once"})
    await submits(here, {"name": "Rae Okoro"})
    await submits(here)
    await here.commands("/disclose", "I run a bakery that wants a permit from us.")
    await submits(here)
    await submits(here, {"f/duties": "Permits.", "f/aware_since": "2026-11-01"})
    await submits(here, {"name": "Rae Okoro", "choice/0": "nobody"})
    await submits(here)


def looked_at() -> Iterator[Constant]:
    """Yield what renderers give."""
    for path in sorted(GOLDEN.glob("*.json")):
        given = [*constants(path.stem, json.loads(path.read_text("utf-8")))]
        assert given, f"nothing in {path.name} is of a known kind"
        yield from given


async def test_what_the_app_sends_is_of_slacks_types(here: Running, tmp_path: Path) -> None:
    """Messages, modals, home tabs, and the manifest."""
    overheard = Overheard(here.way)
    here.way = overheard
    await talks(here)
    called = [one.arguments for one in here.slack.calls]
    said = [*constants("called", called), *constants("answered", overheard.answers)]
    made = {"http": manifest(url=PAGE, prompts=["May I?"]), "socket": manifest(url=None, prompts=["May I?"])}
    given = [*looked_at(), *said, *constants("manifest", made)]
    assert {one.kind for one in given} == {"Blocks", "Modal", "Home", "App"}
    assert complaints(given, tmp_path / "types") == {}


def test_what_slack_would_not_take_is_complained_of(tmp_path: Path) -> None:
    """An unknown field, an element where it does not belong, an event or a scope that does not exist."""
    unknown = samples.section(colour="red")
    misplaced = samples.actions(samples.element("plain_text_input"))
    events = {"event_subscriptions": {"bot_events": ["message.sky"]}}
    wrong: dict[str, Any] = {
        "field": {"blocks": [unknown]},
        "element": {"blocks": [misplaced]},
        "block": {"blocks": [{"type": "paragraph", "text": "Words"}]},
        "modal": samples.modal(unknown),
        "title": samples.modal(title=samples.mrkdwn()),
        "home": samples.home(misplaced),
        "app": {"display_information": {"name": "A"}, "feature": {}},
        "scope": {"display_information": {"name": "A"}, "oauth_config": {"scopes": {"bot": ["sky:read"]}}},
        "event": {"display_information": {"name": "A"}, "settings": events},
    }
    given = [*constants("wrong", wrong), *constants("right", samples.modal(samples.section()))]
    assert complaints(given, tmp_path / "types").keys() == {f"wrong-{name}" for name in wrong}
