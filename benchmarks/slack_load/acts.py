"""What people do in Slack, each with how it is answered."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.slack_load import texts
from benchmarks.slack_load.people import Person, close_views, filled, open_view, with_button
from benchmarks.slack_load.sending import Sender
from benchmarks.slack_load.waiting import Waiting, hook_path
from bot.slack import ids
from tests.bot.slack import requests as sent
from tests.bot.slack.web_api import FakeSlack, OpenView, texts_of

PATIENCE = 60.0
"""Seconds after which somebody gives up; what they wait for is still awaited."""
_STEPS = 12
"""Steps of a form at the most."""
_NUMBER = re.compile(r"\bC-\w{4}-\w{4}\b")
_THINKING = (0.5, 2.0)
"""Seconds between two steps of a form."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that people do.

    Attributes:
        name: Of it.
        share: How often it is done, in relation to the others.
        do: Does it.
        is_answer: Whether the app has to find something out for it, rather than show a form or say thank you.
    """

    name: str
    share: float
    do: Callable[[Person], Awaitable[None]]
    is_answer: bool = False


class Acting:
    """Lets people do things."""

    def __init__(self, slack: FakeSlack, waiting: Waiting, sender: Sender, chance: Random) -> None:
        """Keep what they do it with; at first they do not stop to think.

        Args:
            slack: Slack's side.
            waiting: Knows what is shown.
            sender: Sends.
            chance: Chooses words.
        """
        self._slack, self._waiting, self._sender, self._chance = slack, waiting, sender, chance
        self.thinks = False
        self.filed: set[str] = set()
        self.stuck = 0

    @property
    def acts(self) -> list[Act]:
        """What they do, with the shares of an ordinary day."""
        return [
            Act("question", 26, self.asks, is_answer=True),
            Act("follow-up", 12, self.asks_on, is_answer=True),
            Act("mention", 12, self.mentions, is_answer=True),
            Act("/ask", 12, self.types_ask, is_answer=True),
            Act("/check", 9, self.types_check, is_answer=True),
            Act("check form", 4, self.fills_check, is_answer=True),
            Act("report", 2, self.reports),
            Act("capacity", 5, self.chooses_capacity, is_answer=True),
            Act("feedback", 6, self.rates),
            Act("messages tab", 5, self.opens_messages),
            Act("home tab", 7, self.opens_home),
        ]

    async def asks(self, person: Person, choice: Sequence[str] = texts.QUESTIONS) -> None:
        """Ask in direct messages."""
        asked = sent.message(self._slack.workspace, person.user, self._words(choice))
        thread = str(asked.payload["event"]["ts"])
        if await self._does("question", asked, "posted", person.im, thread):
            person.thread = thread

    async def asks_on(self, person: Person) -> None:
        """Ask on in a thread; where the last question is not answered yet, ask something new."""
        thread, person.thread = person.thread, None
        if thread is None:
            await self.asks(person)
            return
        words = self._words(texts.FOLLOW_UPS)
        asked = sent.message(self._slack.workspace, person.user, words, thread=thread)
        if await self._does("follow-up", asked, "posted", person.im, thread):
            person.thread = thread

    async def mentions(self, person: Person) -> None:
        """Mention the app in a channel."""
        words = self._words(texts.QUESTIONS)
        asked = sent.mention(self._slack.workspace, person.user, words, channel=person.channel)
        await self._does("mention", asked, "alone", person.channel, person.user)

    async def types_ask(self, person: Person) -> None:
        """Type `/ask` and a question."""
        await self._types("/ask", person, self._words(texts.QUESTIONS))

    async def types_check(self, person: Person) -> None:
        """Type `/check` and a draft."""
        await self._types("/check", person, self._words(texts.DRAFTS))

    async def fills_check(self, person: Person) -> None:
        """Type `/check` alone, and send a draft in the modal that opens."""
        await self._in_modal(person, "/check", "check form", self._words(texts.DRAFTS))

    async def reports(self, person: Person) -> None:
        """Report something, to the end."""
        await self._in_modal(person, "/report", "report", self._words(texts.REPORTS))

    async def chooses_capacity(self, person: Person) -> None:
        """Say for which capacity an answer is meant; where none asks for that, ask what will."""
        found = with_button(self._slack, person, ids.CAPACITY)
        if found is None:
            await self.asks(person, texts.UNCLEAR)
            return
        message, element = found
        pressed = sent.block_action(self._slack.workspace, person.user, message, element["action_id"])
        await self._does("capacity", pressed, "edited", message.channel, message.ts)

    async def rates(self, person: Person) -> None:
        """Say that an answer helped; where there is none, ask something."""
        found = with_button(self._slack, person, ids.FEEDBACK)
        if found is None:
            await self.asks(person)
            return
        message, element = found
        value = element["positive_button"]["value"]
        pressed = sent.block_action(self._slack.workspace, person.user, message, ids.FEEDBACK, value)
        await self._does("feedback", pressed, "answered", hook_path(pressed.payload["response_url"]))

    async def opens_messages(self, person: Person) -> None:
        """Open the conversation with the app."""
        opened = sent.home_opened(self._slack.workspace, person.user, tab="messages")
        await self._does("messages tab", opened, "prompts", person.im)

    async def opens_home(self, person: Person) -> None:
        """Open the app's home tab."""
        opened = sent.home_opened(self._slack.workspace, person.user)
        await self._does("home tab", opened, "home", person.user)

    async def _does(self, kind: str, request: sent.Sent, *key: str) -> bool:
        """Send something and wait for what it is answered with; return whether it was."""
        wait = self._waiting.expect(*key)
        await self._sender.send(kind, request, wait)
        return await wait.over(PATIENCE)

    async def _types(self, command: str, person: Person, words: str) -> None:
        typed = sent.slash_command(self._slack.workspace, person.user, command, words, channel=person.channel)
        await self._does(command, typed, "answered", hook_path(typed.payload["response_url"]))

    async def _in_modal(self, person: Person, command: str, kind: str, words: str) -> None:
        """Open a modal by a command and fill it in to the end; who has one open asks something instead."""
        if person.in_modal:
            await self.asks(person)
            return
        person.in_modal = True
        typed = sent.slash_command(self._slack.workspace, person.user, command, channel=person.channel)
        try:
            if await self._does(f"{kind}: open", typed, "opened", typed.payload["trigger_id"]):
                await self._fill_in(person, kind, words)
        finally:
            close_views(self._slack, person)
            person.in_modal = False

    async def _fill_in(self, person: Person, kind: str, words: str) -> None:
        """Send one step after the other, until nothing is left to send."""
        for step in range(1, _STEPS):
            view = open_view(self._slack, person)
            if view is None or "submit" not in view.view:
                break
            await self._thinks()
            entered = sent.view_submission(self._slack.workspace, person.user, view, filled(view, words))
            answer = await self._sender.send(kind if step == 1 else f"{kind} {step}", entered)
            if isinstance(answer, dict) and answer.get("response_action") == "errors":
                self.stuck += 1
                return
        self._note_filed(open_view(self._slack, person))

    def _note_filed(self, view: OpenView | None) -> None:
        """Note the number of the case that a modal names."""
        said: list[Any] = [] if view is None else texts_of(view.view)
        self.filed.update(number for one in said for number in _NUMBER.findall(one))

    async def _thinks(self) -> None:
        if self.thinks:
            await asyncio.sleep(self._chance.uniform(*_THINKING))

    def _words(self, choice: Sequence[str]) -> str:
        return self._chance.choice(choice)
