"""The steps of the dialog as they are shown: what is filled in, and what is known of it now -> a modal."""

from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.refusals import told
from bot.slack.incoming import Somebody
from bot.slack.parts import Parts
from bot.slack.rendering.modal import modal, whom_to_call
from bot.slack.rendering.people import SUBMIT, People, people
from bot.slack.rendering.placed import Placed, placed
from bot.slack.rendering.seen import SUBMITS, seen
from bot.slack.rendering.sorted_as import GO_ON, Sorted, sorted_as
from bot.slack.reporting.drafts import STEPS, Draft, Step
from bot.slack.reporting.setting import Setting, redraw, taken
from bot.slack.speaking import View
from bot.taking import Taking
from bot.wording.reports import TELL_DIRECTLY
from handlers.report.preview import Preview
from handlers.request import BadRequest

PURPOSE = "report"
"""What is sealed for it."""
_NONE_TAKEN = "No organisation's reports are taken here; please turn to your contacts directly."


class Steps:
    """Shows them."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._taking = parts, Taking(parts.entrance)

    def setting(self, who: Somebody, draft: Draft) -> Setting:
        """Return a draft with what is known of it now.

        Raises:
            NotReady: Nothing is taken here.
        """
        return Setting(
            who=who,
            draft=draft,
            desks=self._parts.entrance.desks,
            number=self._parts.entrance.number(draft.org),
            may_name=bool(self._parts.settings.staff_domains),
        )

    async def view(self, who: Somebody, draft: Draft, step: Step, note: str = "") -> View:
        """Return a step; where what is filled in does not lead there, the last one before it that it leads to.

        Args:
            who: Whose it is.
            draft: What is filled in.
            step: Which.
            note: What went wrong, to be said above it.

        Raises:
            NotReady: Nothing is taken here.
        """
        setting = self.setting(who, draft)
        for number in range(STEPS.index(step), 0, -1):
            try:
                return await self._later(setting, STEPS[number], note)
            except BadRequest as error:
                note = note or told(error)
        return self._describe(setting, note)

    async def _later(self, setting: Setting, step: Step, note: str) -> View:
        """Return a step after the first. Raises `BadRequest` where what is filled in does not lead there."""
        if step == "about":
            return await self._about(setting, note)
        return await (self._people(setting, note) if step == "people" else self._seen(setting, note))

    def _describe(self, setting: Setting, note: str) -> View:
        desks, draft = setting.desks, setting.draft
        known = desks.library.organisations
        some = taken(desks)
        if not some:
            raise BadRequest(_NONE_TAKEN)
        org = known.get(draft.org or "")
        is_taken = org is not None and org.id in some
        chooses = not is_taken or len(some) > 1
        asked = desks.contacts.named(org.id, None, org.ask, TELL_DIRECTLY) if org and not is_taken else ()
        about = Placed(
            organisations=[(one.id, one.name) for one in known.values()] if chooses else (),
            org=org.id if org else None,
            org_name=org.name if org else "",
            taken=is_taken,
            contacts=asked,
            collection=desks.work.practice.rules(org.id).collection if org and is_taken else None,
            units=desks.staff.units(org.id) if org else (),
            unit=draft.unit,
            role=draft.role,
            form=setting.form,
            fields=setting.fields("describe"),
            answers=draft.answers,
            follows=draft.follows,
            page=self._parts.page is not None,
        )
        return self._modal(setting, "describe", placed(about), submit=GO_ON, note=note)

    async def _about(self, setting: Setting, note: str) -> View:
        understood = await self._taking.understood(setting.request())
        if setting.draft.kind == "disclosure" and setting.type is None:
            raise BadRequest("Disclosures are not taken here; please turn to your contacts directly.")
        about = Sorted(
            asks=setting.draft.kind == "report",
            guesses=setting.guesses,
            another=setting.draft.another,
            types=setting.types,
            type=setting.type,
            variants=setting.variants,
            variant=setting.variant,
            understood=understood,
            fields=setting.fields("about"),
            answers=setting.draft.answers,
            redraw=redraw(setting.form),
            page=self._parts.page,
        )
        now = replace(setting, draft=replace(setting.draft, danger=understood.emergency))
        return self._modal(now, "about", sorted_as(about), submit=about.submit, note=note)

    async def _people(self, setting: Setting, note: str) -> View:
        draft = setting.draft
        preview = await self._of_whom_to_ask(setting.nameless())
        offered = {*preview.concerned.said_roles, *preview.concerned.other_roles}
        about = People(
            kind=draft.kind,
            concerned=preview.concerned,
            more_roles={one: setting.roles.get(one, one) for one in draft.roles if one not in offered},
            names=draft.names,
            roles=draft.roles,
            conditions=preview.conditions,
            applies=draft.applies,
            choices=setting.choices(preview),
            chosen=draft.chosen,
            named=draft.named,
            domains=self._parts.settings.staff_domains,
            name=draft.name,
            reach=draft.reach,
        )
        return self._modal(setting, "people", people(about), submit=SUBMIT, note=note)

    async def _of_whom_to_ask(self, setting: Setting) -> Preview:
        """Return who may come to see it; where those who are said to be involved cannot be taken, as if nobody was.

        Raises:
            BadRequest: Something else that is filled in cannot be taken.
        """
        try:
            preview, _ = await self._taking.previewed(setting.submission(chooses=False))
        except BadRequest:
            nobody = replace(setting, draft=replace(setting.draft, names=(), roles=()))
            preview, _ = await self._taking.previewed(nobody.submission(chooses=False))
        return preview

    async def _seen(self, setting: Setting, note: str) -> View:
        preview, seal = await self._taking.previewed(setting.submission())
        submit = SUBMITS[setting.draft.kind] if preview.recipients else None
        blocks = seen(preview, list(setting.said(preview)))
        return self._modal(setting, "seen", blocks, submit=submit, note=note, seal=seal)

    def _modal(
        self, setting: Setting, step: Step, blocks: list[Block], *, submit: str | None, note: str, seal: str = ""
    ) -> View:
        draft = setting.draft
        facts = {"dialog": draft.id, "step": step, "moves": str(draft.moves), "seen": seal}
        return modal(
            draft.kind,
            blocks,
            first=whom_to_call(setting.number, loud=setting.in_danger),
            note=note,
            metadata=self._parts.seals.put(setting.who, PURPOSE, facts),
            submit=submit,
            keeps=step != "seen",
        )
