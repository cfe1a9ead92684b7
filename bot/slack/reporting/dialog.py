"""The dialog: what is chosen in a step changes what it asks, and a step that is sent leads to the next."""

from dataclasses import replace

from bot.refusals import told
from bot.slack import ids
from bot.slack.core.guard import Answer
from bot.slack.core.incoming import Press, Shown, Somebody, Submitted
from bot.slack.core.modals import modal_of
from bot.slack.core.seals import Tampered
from bot.slack.core.web import Refused
from bot.slack.parts import Parts
from bot.slack.rendering.reporting.about import ANY, TYPE, VARIANT
from bot.slack.rendering.reporting.before_form import try_again
from bot.slack.rendering.reporting.form_fields import input_name
from bot.slack.rendering.views import sentence_view
from bot.slack.reporting.checks import Wrong, check_about, check_described, check_people, in_view
from bot.slack.reporting.drafts import GONE, STEPS, Draft, Drafts, Step
from bot.slack.reporting.reading import read
from bot.slack.reporting.sending import Sending
from bot.slack.reporting.setting import Setting
from bot.slack.reporting.steps import Steps
from bot.taking import Taking
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.report import WHAT
from handlers.request import BadRequest

_SHOWN_ANEW = "hash_conflict"
"""What Slack says of a modal that shows something else by now."""


class Dialog:
    """Leads somebody from what happened to sending it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts
        self._drafts = Drafts(parts.notes, parts.clock)
        self._steps, self._sending = Steps(parts), Sending(parts, self._drafts)
        self._taking = Taking(parts.entrance)

    async def changed(self, pressed: Press) -> None:
        """Show a step anew once something was chosen on which it hangs what it asks; keep what is filled in."""
        view = modal_of(pressed)
        draft, step, facts = await self._opened(pressed.who, view)
        if draft is None or facts["moves"] != str(draft.moves):  # it was sent meanwhile, or went back
            return
        draft = self._read(pressed.who, draft, step, view)
        await self._drafts.keep(draft)
        await self._show(pressed.who, view, draft, step)

    async def back(self, pressed: Press) -> None:
        """Show the step before; what was entered in this one stays."""
        view = modal_of(pressed)
        draft, step, _ = await self._opened(pressed.who, view)
        if draft is None or draft.filed:
            raise BadRequest(GONE)
        before = STEPS[max(STEPS.index(step) - 1, 0)]
        draft = self._read(pressed.who, draft, step, view)
        draft = replace(draft, step=before, moves=draft.moves + 1)
        await self._drafts.keep(draft)
        await self._show(pressed.who, view, draft, before)

    async def closed(self, pressed: Press) -> None:
        """Keep what stands in a step that was closed, as far as Slack tells it."""
        view = modal_of(pressed)
        draft, step, _ = await self._opened(pressed.who, view)
        if draft is not None and not draft.filed:
            await self._drafts.keep(self._read(pressed.who, draft, step, view))

    async def submitted(self, sent: Submitted) -> Answer:
        """Take a step that is filled in: go on to the next, or say at the field what is wrong."""
        try:
            return await self._submitted(sent)
        except Tampered:
            raise
        except Exception as error:
            return self._sorry(sent, told(error))

    async def _submitted(self, sent: Submitted) -> Answer:
        draft, step, facts = await self._opened(sent.who, sent.view)
        if draft is None:
            return Answer(action="update", view=sentence_view("Not kept any more", GONE))
        if draft.filed:
            return await self._sending.again(sent.who, draft)
        draft = replace(self._read(sent.who, draft, step, sent.view), step=step)
        await self._drafts.keep(draft)
        try:
            if step == "seen":
                return await self._sent(sent.who, draft, facts["seen"])
            return await self._gone_on(sent.who, draft, step)
        except Wrong as wrong:
            return await self._wrong(sent, draft, step, wrong)

    async def _gone_on(self, who: Somebody, draft: Draft, step: Step) -> Answer:
        """Check a step, and show the one after it."""
        setting = self._steps.setting(who, draft)
        if step == "describe":
            check_described(setting)
            draft = await self._understood(setting)
        elif step == "about":
            check_about(setting, type_input=_type_input(setting), variant_input=VARIANT)
            if _is_disclosed(setting):
                return await self._shown(who, _as_disclosure(draft), "describe")
            understood = await self._taking.understood(setting.request())
            draft = replace(draft, danger=understood.emergency)
        else:
            draft = await check_people(setting, self._taking)
        return await self._shown(who, draft, STEPS[STEPS.index(step) + 1])

    async def _understood(self, setting: Setting) -> Draft:
        """Return a draft with what it reads like.

        Raises:
            Wrong: There are no words in it.
        """
        try:
            read_ = await self._taking.understood(setting.request(sorted_=False))
        except BadRequest as error:
            raise Wrong({input_name(setting.form.opening): str(error)}) from None
        guesses = [one.type.id for one in (read_.guess, *read_.alternatives)] if read_.is_told else []
        type_ = setting.draft.type
        another = type_ is not None and type_ not in guesses
        return replace(setting.draft, guesses=tuple(guesses), another=another, danger=read_.emergency)

    async def _sent(self, who: Somebody, draft: Draft, seen: str) -> Answer:
        """Send it; where it is not taken as it is, show who will see it anew, or the step where it is wrong."""
        setting = self._steps.setting(who, draft)
        try:
            return await self._sending.sent(who, setting, seen)
        except Exception as error:
            return Answer(action="update", view=await self._steps.view(who, draft, "seen", told(error)))

    async def _shown(self, who: Somebody, draft: Draft, step: Step) -> Answer:
        draft = replace(draft, step=step, moves=draft.moves + 1)
        await self._drafts.keep(draft)
        return Answer(action="update", view=await self._steps.view(who, draft, step))

    async def _wrong(self, sent: Submitted, draft: Draft, step: Step, wrong: Wrong) -> Answer:
        """Say what is wrong where it stands; of what the modal does not show yet, above the step that shows it."""
        errors = in_view(wrong.problems, sent.view)
        if errors:
            return Answer(action="errors", errors=errors)
        note = " ".join(dict.fromkeys(wrong.problems.values()))
        return Answer(action="update", view=await self._steps.view(sent.who, draft, step, note))

    def _sorry(self, sent: Submitted, sentence: str) -> Answer:
        """Say what went wrong, with everything that was entered still there."""
        place = sent.view.entered.last_block
        if place is not None:
            return Answer(action="errors", errors={place: sentence})
        again = try_again(self._parts.entrance.number(), sentence, sent.view.metadata)
        return Answer(action="update", view=again)

    async def _opened(self, who: Somebody, view: Shown) -> tuple[Draft | None, Step, dict[str, str]]:
        """Return what was filled in so far, at which step the modal is, and what else travels with it.

        Raises:
            Tampered: It was sealed for somebody else, or changed.
        """
        facts = self._parts.seals.take(who, ids.REPORT_FORM, view.metadata)
        step = next((one for one in STEPS if one == facts.get("step")), None)
        if step is None:
            raise Tampered
        return await self._drafts.get(who, facts["dialog"]), step, facts

    def _read(self, who: Somebody, draft: Draft, step: Step, view: Shown) -> Draft:
        if step == "seen":
            return draft
        return read(draft, step, view, self._steps.setting(who, draft).form)

    async def _show(self, who: Somebody, view: Shown, draft: Draft, step: Step) -> None:
        """Show a step in a modal; not in place of one to which it went meanwhile."""
        shown, modals = await self._steps.view(who, draft, step), self._parts.modals
        try:
            await modals.fill(who, view.id, shown, seen=view.hash)
        except Refused as error:
            if error.code != _SHOWN_ANEW:
                raise
            now = await self._drafts.get(who, draft.id)
            if now is not None and now.moves == draft.moves:
                await modals.fill(who, view.id, shown)


def _type_input(setting: Setting) -> str:
    return ANY if setting.draft.another or not setting.guesses else TYPE


def _is_disclosed(setting: Setting) -> bool:
    """Tell whether a report is about the reporter's own interest."""
    return setting.draft.kind == "report" and setting.type is not None and setting.type.handling == "disclosure"


def _as_disclosure(draft: Draft) -> Draft:
    """Return a report as a disclosure: what was written answers its first question."""
    return Draft(
        id=draft.id,
        owner=draft.owner,
        kind="disclosure",
        begun_at=draft.begun_at,
        moves=draft.moves,
        org=draft.org,
        unit=draft.unit,
        role=draft.role,
        answers={DISCLOSURE.opening: draft.answers.get(WHAT, "")},
        names=draft.names,
        roles=draft.roles,
        name=draft.name,
        reach=draft.reach,
        danger=draft.danger,
        follows=True,
    )
