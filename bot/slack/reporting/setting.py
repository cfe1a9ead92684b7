"""What the desks know of a draft: its form, its type, its organisation, and what is sent of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.office import Desks
from bot.slack.incoming import Somebody
from bot.slack.rendering.people import NAMED, NOBODY, TAG, ways
from bot.slack.reporting.drafts import Draft, Step
from bot.wording.previews import somebody, whether
from bot.wording.reports import which
from handlers.cases.case import Reporter
from handlers.cases.involved import in_words
from handlers.cases.people import Involved, Way
from handlers.cases.showing import role_names
from handlers.forms.model import Answers, Field, Form, answer_in_words
from handlers.forms.report import DANGER
from handlers.report.dialog import Named, Submission
from handlers.report.messages import ReportRequest
from handlers.report.preview import Asked, Preview
from knowledge.report_records import ReportType, Variant

_NAMELESS = "…?"
"""Stands in for a name that is not said yet."""
_NOTHING, _NOBODY_OUT = "nothing (left out)", "nobody"


@dataclass(frozen=True)
class Setting:
    """A draft, and the desks as of now.

    Attributes:
        number: Whom its people call in danger.
        may_name: Whether reporters may name somebody who is not in a list.
    """

    who: Somebody
    draft: Draft
    desks: Desks
    number: str
    may_name: bool

    @cached_property
    def form(self) -> Form:
        """Its form, with the number."""
        return self.desks.dialog.form(self.draft.kind).with_number(self.number)

    @cached_property
    def types(self) -> tuple[ReportType, ...]:
        """What people of their role report."""
        return self.desks.dialog.types(self.draft.role)

    @cached_property
    def type(self) -> ReportType | None:
        """What it is about, as they said; of a disclosure, it is known."""
        if self.draft.kind == "disclosure":
            return next((one for one in self.types if one.handling == "disclosure"), None)
        return next((one for one in self.types if one.id == self.draft.type), None)

    @property
    def guesses(self) -> list[ReportType]:
        """What it reads like."""
        known = {one.id: one for one in self.types}
        return [known[one] for one in self.draft.guesses if one in known]

    @property
    def variants(self) -> list[Variant]:
        """Sorts of its type that the organisation routes apart."""
        if self.type is None:
            return []
        routed = self.desks.reports.variants(self.draft.org or "", self.type.id)
        return [one for one in self.type.variants if one.id in routed]

    @property
    def variant(self) -> str | None:
        """The sort of it that they chose."""
        return next((one.id for one in self.variants if one.id == self.draft.variant), None)

    @property
    def known(self) -> Answers:
        """What conditions of the form hang on beside its answers."""
        return {"type": self.type.id} if self.type else {}

    @property
    def in_danger(self) -> bool:
        """Whether somebody may be in danger, as they say or as it reads."""
        return self.draft.danger or self.draft.answers.get(DANGER) in ("yes", "unsure")

    @property
    def roles(self) -> Mapping[str, str]:
        """How the roles of its organisation are called; by id."""
        return role_names(self.desks.library, self.draft.org or "")

    def fields(self, step: Step) -> list[Field]:
        """Return the fields that are asked in a step: the matter itself and danger first, then all others."""
        first = (DANGER, self.form.opening)
        if step not in ("describe", "about"):
            return []
        asked = self.form.asked({**self.known, **self.draft.answers})
        return [one for one in asked if (one.id in first) == (step == "describe")]

    def request(self, *, sorted_: bool = True) -> ReportRequest:
        """Return it as it is read.

        Args:
            sorted_: Whether it is about what they chose, or about what it reads like.
        """
        draft, type_ = self.draft, self.type if sorted_ or self.draft.kind == "disclosure" else None
        return ReportRequest(
            text=str(draft.answers.get(self.form.opening, "")),
            org=draft.org or "",
            unit=draft.unit,
            role=draft.role,
            type=type_.id if type_ else None,
            variant=self.variant if type_ else None,
        )

    def submission(self, *, chooses: bool = True) -> Submission:
        """Return it as it is taken.

        Args:
            chooses: Whether it says whom they choose.
        """
        draft = self.draft
        return Submission(
            kind=draft.kind,
            org=draft.org or "",
            unit=draft.unit,
            role=draft.role,
            type=self.type.id if self.type else None,
            variant=self.variant,
            answers=draft.answers,
            involved=Involved(names=draft.names, roles=draft.roles),
            chosen=dict(self._chosen()) if chooses else {},
            applies=frozenset(draft.applies),
            reporter=self._reporter(),
            danger=draft.danger,
        )

    def nameless(self) -> "Setting":
        """Return it with something in place of a name that is not said yet, to see who may come to see it."""
        return self if self.draft.name.strip() else replace(self, draft=replace(self.draft, name=_NAMELESS))

    def choices(self, preview: Preview) -> tuple[Asked, ...]:
        """Return what they may choose; where nobody can be named, only among those who are known."""
        if self.may_name:
            return preview.choices
        return tuple(replace(one, may_name={}) for one in preview.choices if one.people)

    def said(self, preview: Preview) -> Iterator[tuple[str, str]]:
        """Yield all that is sent: what was asked, and what was answered."""
        draft = self.draft
        for field in self.form.asked({**self.known, **draft.answers}):
            if field.id in draft.answers:
                yield field.label, answer_in_words(self.form, field.id, draft.answers[field.id])
        if draft.kind == "report" and self.type:
            yield "What it is about:", which(self.type, self.variant)
        yield "Your name:", draft.name
        yield "How you want to be reached:", draft.reach or _NOTHING
        out = in_words(Involved(names=draft.names, roles=draft.roles), self.roles)
        yield "Involved, and kept out:", ", ".join(out) or _NOBODY_OUT
        for one in preview.conditions:
            yield whether(one), "Yes" if one.step in draft.applies else "No"
        for choice in self.choices(preview):
            yield "Whom you choose:", self._called(choice)

    def _called(self, choice: Asked) -> str:
        chosen = self.draft.chosen.get(str(choice.step), NOBODY)
        if chosen.startswith(NAMED):
            name, _ = self.draft.named.get(str(choice.step), ("", ""))
            return somebody(name, choice.may_name.get(chosen.removeprefix(NAMED), ""))
        return dict(ways(choice)).get(chosen, "Nobody")

    def _chosen(self) -> Iterator[tuple[int, Named]]:
        for step, value in self.draft.chosen.items():
            if value.startswith(TAG):
                contact, _, tag = value.removeprefix(TAG).partition(" ")
                yield int(step), Named(contact=contact, tag=tag)
            elif value.startswith(NAMED):
                name, mail = self.draft.named.get(step, ("", ""))
                yield int(step), Named(contact=value.removeprefix(NAMED), name=name, mail=mail)

    def _reporter(self) -> Reporter:
        address = f"{self.who.workspace.team}/{self.who.id}"
        return Reporter(
            name=self.draft.name,
            reach=self.draft.reach or None,
            identity=self.who.identity,
            way=Way(kind="slack", address=address),
        )


def redraw(form: Form) -> frozenset[str]:
    """Return the ids of the fields on which it hangs what else a form asks."""
    return frozenset(only.field for one in form.fields for only in one.only)


def taken(desks: Desks) -> Sequence[str]:
    """Return the organisations whose reports are taken here."""
    return [one for one in desks.library.organisations if desks.dialog.is_taken(one)]
