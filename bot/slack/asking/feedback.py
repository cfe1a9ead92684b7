"""What people say of answers: whether one helped, or that a question stayed unanswered."""

from bot.slack.asking.questions import Asking
from bot.slack.core.incoming import Press
from bot.slack.core.kept import Answered
from bot.slack.parts import Parts
from bot.slack.rendering.messages import sentence
from handlers.feedback import MAX_PASSAGES, received

_THANKS = "Thank you. It is kept without your name, for those who maintain the texts."
_SENT = "Your question was sent to those who maintain the texts, without your name."


class FeedbackGiven:
    """Keeps it, without a name."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._asking = parts, Asking(parts)

    async def rated(self, pressed: Press) -> None:
        """Keep whether an answer helped."""
        said, _, id_ = pressed.value.partition(" ")
        await self._keep(await self._asking.own(pressed, id_), helpful=said == "yes")
        await self._parts.speaker.respond(pressed.answer_to, sentence(_THANKS))

    async def sent(self, pressed: Press) -> None:
        """Keep a question that stayed unanswered, in its words, as the person confirmed."""
        answered = await self._asking.own(pressed)
        await self._keep(answered, helpful=None, question=answered.question)
        await self._parts.speaker.respond(pressed.answer_to, sentence(_SENT))

    async def _keep(self, answered: Answered, *, helpful: bool | None, question: str | None = None) -> None:
        passages = answered.passages[:MAX_PASSAGES]
        given = received(self._parts.today(), org=answered.org, helpful=helpful, passages=passages, question=question)
        await self._parts.feedback.add(given)
