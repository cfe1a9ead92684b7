"""The second step: what it is about, which the reporter says; what to do now; and the rest of the form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.slack import ids
from bot.slack.rendering import inputs
from bot.slack.rendering.asking.answer import facts
from bot.slack.rendering.blocks import heading, option, said, small, words
from bot.slack.rendering.inputs import Input, among
from bot.slack.rendering.reporting.form import back
from bot.slack.rendering.reporting.form_fields import form_fields
from bot.slack.rendering.text import bold, escaped, shortened
from bot.slack.rendering.whom import contact_points
from bot.wording import reports
from bot.wording.answers import quoted
from handlers.forms.model import Answers, Field
from handlers.report.messages import RouteStep, Understood
from knowledge.report_records import ReportType, Variant

TYPE, ANY, VARIANT = "type", "any", "variant"
"""Names of inputs: for what it reads like, for any type, for a sort of a type."""
ANOTHER = "another"
"""Is chosen where it is nothing of what it reads like."""

STEP = "Step 2 of 4: what it is about, and what to do now"
_NOW, _IF_LIKELY = "What to do now", "If it is what seems most likely, do this now"
_ASKED_OF_YOU, _SAY_OF_IT = "What the guidelines ask of you", "What the guidelines say of it"
_QUOTE = 400
"""Characters of a rule beside its step; the page and the terminal show it whole."""

GO_ON, ALL_THE_SAME, TO_DISCLOSURE = "Go on", "Report it all the same", "Go on to the disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutStep:
    """What the second step is about.

    Attributes:
        asks: Whether it asks what it is about: a disclosure is about one thing.
        guesses: What it reads like.
        another: Whether it is nothing of that.
        types: All that people of this role report.
        type: What they chose, or None.
        variants: Sorts of it that the organisation routes apart.
        variant: That they chose, or None.
        understood: What to do now, by what they chose, or else by what seems most likely.
        fields: Of the form, that are asked in this step.
        redraw: Ids of those on which it hangs what else is asked.
        page: Address of the page, or None.
    """

    asks: bool
    guesses: Sequence[ReportType]
    another: bool
    types: Sequence[ReportType]
    type: ReportType | None
    variants: Sequence[Variant]
    variant: str | None
    understood: Understood
    fields: Sequence[Field]
    answers: Answers = field(repr=False)
    redraw: frozenset[str]
    page: str | None

    @property
    def chosen(self) -> str | None:
        """Id of the type that they chose, or None."""
        return self.type.id if self.type else None

    @property
    def goes_elsewhere(self) -> bool:
        """Whether it is disclosed, not reported."""
        return self.asks and self.type is not None and self.type.handling == "disclosure"

    @property
    def submit(self) -> str:
        """What the button says that goes on."""
        if self.goes_elsewhere:
            return TO_DISCLOSURE
        return ALL_THE_SAME if self.type is not None and self.type.handling == "answer" else GO_ON


def about_step(about: AboutStep) -> list[Block]:
    """Return the step, without whom to call."""
    blocks = [small(escaped(STEP)), *(_what(about) if about.asks else ())]
    if about.goes_elsewhere:
        return [*blocks, *words(reports.DISCLOSED_NOT_REPORTED), *back()]
    blocks += _now(about)
    blocks += form_fields(about.fields, about.answers, redraw=about.redraw, page=about.page is not None)
    return [*blocks, *back()]


def _what(about: AboutStep) -> Iterator[Block]:
    yield heading("What is it about?")
    yield from words(f"{reports.READS_LIKE if about.guesses else reports.READS_LIKE_NOTHING} {reports.NO_FINDING}")
    if about.guesses:
        yield from _sorts(about.guesses)
        options = [*(option(one.id, one.name) for one in about.guesses), option(ANOTHER, reports.ANOTHER)]
        chosen = ANOTHER if about.another else about.chosen
        asked = Input(name=among(TYPE, options), label="What fits best", required=True, heard=ids.REPORT_CHANGED)
        yield inputs.one(asked, options, chosen)
    if about.another or not about.guesses:
        yield from _any(about)
    if about.variants and about.type:
        yield from _sorts(about.variants)
        asked = Input(name=f"{VARIANT}/{about.type.id}", label=reports.WHICH, required=True, heard=ids.REPORT_CHANGED)
        yield inputs.one(asked, [option(one.id, one.name) for one in about.variants], about.variant)


def _any(about: AboutStep) -> Iterator[Block]:
    yield from _sorts(about.types)
    options = [option(one.id, one.name) for one in about.types]
    asked = Input(name=among(ANY, options), label="All that can be reported", required=True, heard=ids.REPORT_CHANGED)
    yield inputs.one(asked, options, about.chosen, unfolds=True)


def _sorts(known: Iterable[ReportType | Variant]) -> Iterator[Block]:
    yield from words("\n".join(f"• {reports.sort(one)}" for one in known))


def _now(about: AboutStep) -> Iterator[Block]:
    """Yield what to do; of what is anybody's guess, nothing before it was chosen."""
    understood = about.understood
    if about.type is None and not understood.is_told:
        return
    if understood.answer is not None:
        yield heading(_SAY_OF_IT)
        yield from facts(understood.answer, about.page)
    yield heading((_NOW if about.asks else _ASKED_OF_YOU) if about.type else _IF_LIKELY)
    for number, step in enumerate(understood.route, 1):
        yield from _step(number, step)


def _step(number: int, step: RouteStep) -> Iterator[Block]:
    yield said(f"{bold(f'{number}. {reports.step_line(step)}')}\n{contact_points(step.any_of)}")
    notes = [step.note, reports.basis(step), f"{shortened(quoted(step.citation), _QUOTE)} ({step.citation.title})"]
    yield small("\n".join(escaped(one) for one in notes if one))
