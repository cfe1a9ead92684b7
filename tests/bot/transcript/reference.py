"""What a person should know after a step: what the handlers themselves answer, no door between."""

from collections.abc import Iterator
from functools import singledispatchmethod
from typing import get_args

from bot.paths import ANONYMOUS
from bot.wording import answers as answer_words
from bot.wording import checks as check_words
from handlers.ask.messages import AskRequest
from handlers.cases.case import Reporter
from handlers.cases.filing import Filing
from handlers.cases.people import Involved
from handlers.cases.views import reporter_view_now
from handlers.check.messages import CheckRequest, Severity
from handlers.emergency import Emergency
from handlers.report.dialog import Named, Submission
from handlers.report.messages import ReportRequest, Understood
from handlers.report.preview import Asked
from tests.bot.transcript import facts as of
from tests.bot.transcript.doors import Behind, House, Kept
from tests.bot.transcript.facts import DECLINED, FIRST, Fact, Facts, facts
from tests.bot.transcript.steps import ORG, Ask, Check, File, FollowUp, Nameless, Step
from tests.bot.web.reporting import only_case


class Reference:
    """Answers as the handlers do."""

    def __init__(self, house: House) -> None:
        """Keep what is behind all doors."""
        self._house, self._assistant, self._desks = house, house.assistant(), house.office.desks

    @singledispatchmethod
    def facts(self, step: object) -> Facts:
        """Return what a person should know after a step; what they sent is in the house then."""
        raise TypeError(f"nothing is known of {type(step).__name__}")

    @facts.register
    def _(self, step: Ask) -> Facts:
        request = AskRequest(question=step.question, org=ORG, history=step.before, capacity=step.capacity)
        return facts(of.of_answer(self._assistant.ask.handle(request)))

    @facts.register
    def _(self, step: Check) -> Facts:
        request = CheckRequest(draft=step.draft, org=ORG, capacity=step.capacity)
        return facts(of.of_check(self._assistant.check.handle(request), step.draft))

    @facts.register
    def _(self, step: File) -> Facts:
        filing, dialog = self.filing(step), self._desks.dialog
        preview, nobody = dialog.preview_of(filing), dialog.preview_of(self._filing(step))
        case, number = only_case(self._house.office), filing.number
        view = reporter_view_now(case, self._desks.work, self._desks.library)
        return facts(
            [Fact(FIRST, number)],
            self._sorted(step),
            of.of_collection(preview.collection),
            of.of_form(one.label for one in dialog.form(step.kind).asked({"type": filing.type.id, **filing.content})),
            of.of_concerned(nobody),
            of.of_involved(step.involved),
            of.of_choices(self._offered(step)),
            of.of_preview(preview),
            of.of_filed(view, number, filing.cards.values(), filing.zone),
        )

    @facts.register
    def _(self, step: FollowUp) -> Facts:
        case = only_case(self._house.office)
        view = reporter_view_now(case, self._desks.work, self._desks.library)
        return facts(of.of_case(view, self._desks.library.zone(case.org)))

    @facts.register
    def _(self, step: Nameless) -> Facts:
        page = self._assistant.settings.page
        return facts([Fact(FIRST, Emergency(self._house.library).number_of(ORG)), Fact("where", f"{page}{ANONYMOUS}")])

    def behind(self, step: Step) -> Behind:
        """Return what a step should leave behind the door."""
        if isinstance(step, Ask):
            self.facts(step)
            return Behind(asked=self._house.search.asked[-1], kept=None)
        filed = step.filed if isinstance(step, FollowUp) else step
        return Behind(asked=None, kept=self._kept(filed) if isinstance(filed, File) else None)

    def known(self) -> Facts:
        """Return what could be told by mistake: what is shown of some step, and does not belong to every other."""
        return facts(self._named(), self._screening())

    def filing(self, step: File) -> Filing:
        """Return what should be filed."""
        involved = Involved(names=step.involved)
        return self._filing(step, involved=involved, chosen=dict(_chosen(step, self._offered(step))))

    def _offered(self, step: File) -> tuple[Asked, ...]:
        """Return whom they may choose: nobody who is involved."""
        return self._desks.dialog.preview_of(self._filing(step, involved=Involved(names=step.involved))).choices

    def _kept(self, step: File) -> Kept:
        filing = self.filing(step)
        return Kept(
            kind=filing.kind,
            type=filing.type.id,
            content=filing.content,
            reporter=(step.name, step.reach),
            recipients=tuple(one.person.name for one in filing.plan.recipients),
            kept_out=step.involved,
            danger=filing.danger,
        )

    def _filing(self, step: File, **said: object) -> Filing:
        form = self._desks.dialog.form(step.kind)
        return self._desks.dialog.filing(
            Submission(
                kind=step.kind,
                org=ORG,
                unit=None,
                role="employee",
                type=step.type,
                answers={form.opening: step.text, **step.answers},
                reporter=Reporter(name=step.name, reach=step.reach),
                danger=step.kind == "report" and self._read(step).emergency,
                **said,  # type: ignore[arg-type]
            )
        )

    def _sorted(self, step: File) -> Iterator[Fact]:
        """Yield as what it is offered to be sorted, and whom the texts send it to."""
        if step.kind == "report":
            read = self._read(step)
            yield from of.of_danger(is_read=read.emergency)
            yield from of.of_types([one.type for one in (read.guess, *read.alternatives)])
        yield from of.of_route(self._read(step, self.filing(step).type.id).route)

    def _read(self, step: File, type_: str | None = None) -> Understood:
        return self._assistant.report.handle(ReportRequest(text=step.text, org=ORG, type=type_))

    def _named(self) -> Iterator[Fact]:
        library, desks = self._house.library, self._desks
        yield from (Fact("document", one.title) for one in library.documents.values())
        yield from (Fact("contact", one.name) for one in library.contacts if not one.name.isdigit())
        yield from (Fact("sees it", one.name) for one in desks.staff.everybody(ORG))
        yield from (Fact("type", one.name) for one in desks.reports.types.values())
        for kind in ("report", "disclosure"):
            yield from (Fact("is asked", one.label) for one in desks.dialog.form(kind).fields)
        yield Fact("is not covered", DECLINED)
        yield Fact("asks for the capacity", answer_words.DEPENDS)

    def _screening(self) -> Iterator[Fact]:
        """Yield every verdict and every finding, in any capacity."""
        for under in ("", *check_words.POSTED.values()):
            yield from (Fact("verdict", one, under) for one in check_words.VERDICTS.values())
            for category in self._house.screening.categories.values():
                yield from (Fact("finding", f"{category.name} ({one})", under) for one in get_args(Severity))


def _chosen(step: File, choices: tuple[Asked, ...]) -> Iterator[tuple[int, Named]]:
    for choice in choices:
        for one in choice.people:
            if one.name == step.chooses:
                yield choice.step, Named(contact=one.contact, tag=one.tag)
