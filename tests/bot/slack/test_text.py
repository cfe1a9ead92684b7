"""Words in Slack: whatever people write, it notifies nobody, and is cut without being broken."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import marked, quote, said, to_copy, words
from bot.slack.text import as_typed, bold, escaped, link, parts, shortened, unescaped
from tests.bot.slack.block_kit import problems
from tests.bot.slack.requests import unescaped_controls

_SHARP = st.text(st.sampled_from("<>&|!@#*_~`:;ab \n") | st.characters(codec="utf-8"), min_size=1, max_size=300)
_ENTITY = re.compile(r"&(amp|lt|gt);")


@given(_SHARP)
def test_escaped_words_are_only_words(text: str) -> None:
    """No mention, no link; and what Slack shows is what was written."""
    shown = escaped(text)
    assert not set(shown) & set("<>")
    assert "&" not in _ENTITY.sub("", shown)
    assert unescaped(shown) == text


@given(_SHARP, st.integers(10, 100))
def test_parts_are_short_and_together_the_whole(text: str, limit: int) -> None:
    """Of formatted text, no entity is cut in two."""
    shown = [*parts(escaped(text), limit)]
    assert "".join(shown) == escaped(text)
    assert all(0 < len(one) <= limit for one in shown)
    assert all("&" not in _ENTITY.sub("", one) for one in shown)


@given(_SHARP, st.integers(10, 100))
def test_shortened_keeps_to_the_limit(text: str, limit: int) -> None:
    """What is left begins as the text does, and ends in no half entity."""
    shown = shortened(escaped(text), limit)
    assert len(shown) <= limit
    assert shown == escaped(text) or escaped(text).startswith(shown.removesuffix("…"))
    assert "&" not in _ENTITY.sub("", shown)


@given(_SHARP)
def test_peoples_words_notify_nobody_in_any_block(text: str) -> None:
    """They are where nothing is obeyed, and Slack takes all of it."""
    if not text.strip():
        return
    blocks = [*words(text), quote(text), to_copy(text), marked([(text, True)]), said(bold(text))]
    shown = [one.to_dict() for one in blocks]
    assert not [*unescaped_controls(shown)]
    assert problems(shown, "message") == []


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<http://x.example|x.example>", "x.example"),
        ("<https://x.example|our page>", "our page (https://x.example)"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("<@U024BE7LH> and <@U1|ana>", "@U024BE7LH and @ana"),
        ("<#C024BE7LR|general> <#C1>", "#general #C1"),
        ("<!here> <!subteam^S1|@clerks> <!date^1392734382^{date}|Monday>", "@here @clerks Monday"),
        ("&lt;!channel&gt; 1 < 2", "<!channel> 1 < 2"),
    ],
)
def test_a_message_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    """Slack has links, names and channels in it in a way of its own."""
    assert as_typed(sent) == typed


def test_an_address_that_would_break_out_of_a_link_is_plain() -> None:
    """Nobody is led elsewhere than it says."""
    assert link("https://x.example/a", "A | B") == "<https://x.example/a|A / B>"
    assert link("https://x.example|evil", "A") == "A: https://x.example|evil"
    assert link("https://x.example/><!channel>", "A") == "A: https://x.example/&gt;&lt;!channel&gt;"
