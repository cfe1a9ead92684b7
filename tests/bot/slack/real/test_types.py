"""Everything that the app sends is of the types that Slack publishes for it; the compiler runs once for all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack.rendering.answer import answer
from handlers.ask.messages import AskRequest
from knowledge.library import Library
from tests.bot.slack import samples
from tests.bot.slack.real.typed import Constant, complaints, constants
from tests.bot.web.fakes import FakeSearch, assistant, found

GOLDEN = Path(__file__).parents[1] / "golden"
"""What every renderer gives, as somebody looked at it."""


def wrong() -> dict[str, Any]:
    """Return payloads that Slack would not take, each for one reason."""
    unknown = samples.section(colour="red")
    misplaced = samples.actions(samples.element("plain_text_input"))
    return {
        "wrong-field": {"blocks": [unknown]},
        "wrong-element": {"blocks": [misplaced]},
        "wrong-block": {"blocks": [{"type": "paragraph", "text": "Words"}]},
        "wrong-modal": samples.modal(unknown),
        "wrong-title": samples.modal(title=samples.mrkdwn()),
        "wrong-home": samples.home(misplaced),
        "wrong-app": {"display_information": {"name": "A"}, "feature": {}},
        "wrong-event": {
            "display_information": {"name": "A"},
            "settings": {"event_subscriptions": {"bot_events": ["message.sky"]}},
        },
    }


def answers(library: Library) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield answers from the texts that come with the product."""
    knows = {"linkedin": found(library, "I use LinkedIn for my freelance work", "Beyond these rules, two good tests")}
    handler = assistant(library, FakeSearch(knows)).ask
    for name, question in {"found": "May I use LinkedIn?", "not-found": "What about my pension?"}.items():
        reply = handler.handle(AskRequest(question=question, org=None))
        yield f"real-{name}", dict(answer(reply, id_="1", page="https://conduct.gov.example", org_known=False).fields())


@pytest.fixture(scope="module")
def sent(library: Library) -> list[Constant]:
    """What the app sends."""
    golden = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))}
    typed = {name: [*constants(name, payload)] for name, payload in [*golden.items(), *answers(library)]}
    assert all(typed.values()), "there is a golden file in which nothing is of a known kind"
    return [one for each in typed.values() for one in each]


@pytest.fixture(scope="module")
def said(sent: list[Constant], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the compiler says of it, and of what is wrong on purpose."""
    bad = [one for name, payload in wrong().items() for one in constants(name, payload)]
    return complaints([*sent, *bad], tmp_path_factory.mktemp("types"))


def test_what_the_app_sends_is_of_slacks_types(sent: list[Constant], said: dict[str, list[str]]) -> None:
    """Messages, modals and home tabs of every kind."""
    assert sent
    assert {name: about for name, about in said.items() if name not in wrong()} == {}


def test_what_is_wrong_is_complained_of(said: dict[str, list[str]]) -> None:
    """An unknown field, an element where it does not belong, an event that does not exist."""
    assert said.keys() >= wrong().keys()
