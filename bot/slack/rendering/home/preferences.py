"""What somebody prefers, and how the app behaves in a channel: the modals that ask, and what was said."""

from collections.abc import Iterable, Mapping

from slack_sdk.models.blocks import Block, ButtonElement

from bot.slack import ids
from bot.slack.core.kept import ChannelSetting, Preferences
from bot.slack.rendering import inputs
from bot.slack.rendering.blocks import button, option
from bot.slack.rendering.inputs import NOT_SAID, Input
from bot.slack.rendering.views import View, modal, sentence_view
from handlers.request import Capacity
from knowledge.records import Organisation

ORG, CAPACITY, OPENLY = "org", "capacity", "openly"
"""Names of inputs."""
THREAD, ALONE = "thread", "alone"
"""Where answers stand in a channel: values of the options."""

ORG_LABEL = "Your organisation"
_ORG_HINT = (
    "Its rules answer your questions and check your drafts, whatever channel you are in. Not said: that of the channel "
    "where you ask, or of this workspace."
)
CAPACITY_LABEL = "You post, or would post"
_CAPACITY_HINT = (
    "Where the rules differ, you get those for it, and are not asked each time. Not sure: you get both, and are asked."
)
_SHOWN = "Answers to those who mention me here"
_SHOWN_HINT = "What may be about an incident, harassment or a conflict of interest is answered in private in any case."
_CHANNEL_ORG = "Organisation of the people in this channel"
_CHANNEL_ORG_HINT = (
    "Its rules answer what is asked here, but for those who said themselves where they work. Not said: that of this "
    "workspace."
)
_NOT_SAID = "Not said"
CAPACITIES: Mapping[Capacity | None, tuple[str, str]] = {
    None: ("Not sure", ""),
    "official": ("For my organisation", "official use"),
    "personal": ("For myself", "personal use"),
}
"""How each is said, and how the texts call it."""
_FROM_NOW = "From now on"
_ALONE_SAID = f"{_FROM_NOW}, whoever mentions me in this channel gets an answer that they alone see."
_THREAD_SAID = f"{_FROM_NOW}, answers to those who mention me in this channel stand in the thread, for everybody."
_MAY_NOT = "Only those who run this workspace, and whoever made this channel, can change how I answer in it."


def preferences(now: Preferences, organisations: Iterable[Organisation], metadata: str) -> View:
    """Return the modal that asks what somebody prefers.

    Args:
        now: What they prefer so far.
        organisations: Those that are known.
        metadata: What travels with it, sealed.
    """
    which = Input(name=CAPACITY, label=CAPACITY_LABEL, hint=_CAPACITY_HINT, required=True)
    capacities = [option(one or NOT_SAID, *said_) for one, said_ in CAPACITIES.items()]
    blocks = [
        _organisation(ORG_LABEL, _ORG_HINT, organisations, now.org),
        inputs.one(which, capacities, now.capacity or NOT_SAID),
    ]
    return _asking("Your preferences", blocks, ids.PREFERENCES, metadata)


def choose_organisation() -> ButtonElement:
    """Return the button by which somebody says whose rules they go by."""
    return button("Choose my organisation", ids.PREFERENCES)


def preferred(org: str | None, capacity: Capacity | None) -> View:
    """Return what changes by what somebody prefers; `org` is how their organisation is called."""
    whose = f"those of {org}" if org else "those of the channel where you ask, or of this workspace"
    which = (
        f"for {CAPACITIES[capacity][1]}" if capacity else "for official and for personal use, and are asked which it is"
    )
    text = f"{_FROM_NOW}, the rules that you get are {whose}. Where they differ, you get those {which}."
    return sentence_view("Your preferences", text)


def channel_setting(now: ChannelSetting, organisations: Iterable[Organisation], metadata: str) -> View:
    """Return the modal that asks how the app is to behave in a channel; the arguments are those of `preferences`."""
    where = Input(name=OPENLY, label=_SHOWN, hint=_SHOWN_HINT, required=True)
    ways = [option(ALONE, "Only they see them"), option(THREAD, "In the thread, for everybody")]
    blocks = [
        inputs.one(where, ways, THREAD if now.openly else ALONE),
        _organisation(_CHANNEL_ORG, _CHANNEL_ORG_HINT, organisations, now.org),
    ]
    return _asking("This channel", blocks, ids.CHANNEL, metadata)


def channel_set(setting: ChannelSetting, org: str | None) -> View:
    """Return what changes by what was said of a channel; `org` is how its organisation is called."""
    whose = f" Who did not say otherwise gets the rules of {org}." if org else ""
    return sentence_view("This channel", f"{_THREAD_SAID if setting.openly else _ALONE_SAID}{whose}")


def may_not_set() -> View:
    """Return who can change how the app behaves in a channel, to whoever cannot."""
    return sentence_view("This channel", _MAY_NOT)


def looking() -> View:
    """Return what is shown of a channel until it is known who may change it."""
    return sentence_view("This channel", "One moment: I look up who may change how I answer here.")


def could_not_look() -> View:
    """Return that Slack did not say who may change how the app behaves in a channel."""
    return sentence_view("This channel", "I could not look that up; nothing is changed. Please try again later.")


def _asking(title: str, blocks: list[Block], callback: str, metadata: str) -> View:
    return modal(title, blocks, callback=callback, metadata=metadata, submit="Save", close="Cancel")


def _organisation(label: str, hint: str, known: Iterable[Organisation], chosen: str | None) -> Block:
    by_name = sorted(known, key=lambda one: one.name)
    options = [option(NOT_SAID, _NOT_SAID), *(option(one.id, one.name) for one in by_name)]
    asked = Input(name=ORG, label=label, hint=hint, required=True)
    return inputs.one(asked, options, chosen or NOT_SAID, unfolds=True)
