"""What the recipients' interface is sent, checked. No representation holds a link, a code or what somebody wrote."""

from pydantic import BaseModel, ConfigDict, Field

from bot.web.bodies import Limit, Token
from handlers.cases.acting import MAX_MESSAGE

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)

WORDS_LIMIT = Limit(
    # A character beyond the first 65,536 is sent as two escapes of six bytes; the rest is for the other fields.
    most=MAX_MESSAGE * 12 + 4096,
    sentence=f"This is too long: a message may have {MAX_MESSAGE:,} characters. Send it in parts.",
)
SHORT_LIMIT = Limit(most=4096, sentence="This is too long.")


class LinkBody(BaseModel):
    """A link, of which a code is asked for."""

    model_config = _STRICT

    token: str = Field(repr=False)


class CodeBody(LinkBody):
    """A link, and the code that goes with it, however it was typed."""

    code: str = Field(repr=False)


class NothingBody(BaseModel):
    """What needs nothing said."""

    model_config = _STRICT


class SeenBody(BaseModel):
    """An act on a case as it was seen (`handlers.cases.as_seen.stamp`)."""

    model_config = _STRICT

    seen: str


class AnswerBody(SeenBody):
    """A message to the reporter; of the same press of the button, once."""

    text: str = Field(repr=False)
    submission: Token = Field(repr=False)


class PassOnBody(SeenBody):
    """Somebody else who is to receive it, by their tag."""

    to: str


class CloseBody(AnswerBody):
    """How a report ended, with a word to the reporter or none."""

    outcome: str


class DecideBody(AnswerBody):
    """What is decided on a disclosure, with a word to the employee or none."""

    decision: str
