"""A plain sentence, as a message and as a view."""

from bot.slack import limits
from bot.slack.blocks import as_sent, plain, words
from bot.slack.speaking import Message, View


def sentence(text: str) -> Message:
    """Return a sentence to somebody."""
    return Message(text=text, blocks=[*words(text)])


def sentence_view(title: str, text: str) -> View:
    """Return a view that says a sentence and asks for nothing."""
    return {
        "type": "modal",
        "title": plain(title, limits.TITLE).to_dict(),
        "close": plain("Close", limits.TITLE).to_dict(),
        "blocks": [as_sent(one) for one in words(text)],
    }
