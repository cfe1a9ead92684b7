"""Sending: the case is kept, its reporter told; sent again, it is the same case."""

from dataclasses import replace
from functools import partial
from hashlib import sha256

import structlog

from bot.incidents import log_incident
from bot.office import Desks
from bot.slack.guard import Answer
from bot.slack.incoming import Somebody
from bot.slack.parts import Parts
from bot.slack.rendering.sent import Receipt, receipt_message, receipt_view
from bot.slack.reporting.drafts import Draft, Drafts
from bot.slack.reporting.setting import Setting
from bot.slack.web import Refused
from bot.slack.workspaces import Away
from bot.storage.errors import StorageUnusable
from bot.taking import Taking
from bot.wording.cases import filed_parts
from handlers.cases.case import Case
from handlers.cases.links import NoEntry
from handlers.cases.views import reporter_view_now
from handlers.reply import ContactCard
from handlers.report.routing import Routing

_log = structlog.get_logger()


class Sending:
    """Sends."""

    def __init__(self, parts: Parts, drafts: Drafts) -> None:
        """Keep what it works with."""
        self._parts, self._drafts, self._taking = parts, drafts, Taking(parts.entrance)

    async def sent(self, who: Somebody, setting: Setting, seen: str) -> Answer:
        """Keep a case and have its recipients told; return what the modal shows then.

        Args:
            who: Whose it is.
            setting: What is sent.
            seen: Seal of who will see it, as it was shown last.

        Raises:
            As `Taking.taken`: then nothing was sent.
        """
        draft = setting.draft
        filed = await self._taking.taken(setting.submission(), submission=_submission(draft), seen=seen)
        await self._forget(draft, filed.case)
        receipt = self._receipt(setting.desks, filed.case, filed.receipt, again=filed.again)
        # Not before the modal is answered: the message may have to wait its turn in their conversation.
        tell = None if filed.again else partial(self._tell, who, receipt)
        return Answer(action="update", view=receipt_view(receipt), after=tell)

    async def again(self, who: Somebody, draft: Draft) -> Answer:
        """Return what the modal shows where this was sent before.

        Raises:
            NoEntry: There is no such case of theirs.
            NotReady: Nothing is taken here.
        """
        desks = self._parts.entrance.desks
        code = desks.work.links.receipt(_submission(draft))
        case = await desks.reporter.by_receipt(code)
        if case is None or case.reporter is None or case.reporter.identity != who.identity:
            raise NoEntry
        return Answer(action="update", view=receipt_view(self._receipt(desks, case, code, again=True)))

    async def _forget(self, draft: Draft, case: Case) -> None:
        """Forget what was filled in, but for what it takes to answer should it be sent again; the case is kept."""
        empty = Draft(id=draft.id, owner=draft.owner, kind=draft.kind, begun_at=draft.begun_at)
        try:
            await self._drafts.keep(replace(empty, moves=draft.moves + 1, filed=case.id))
        except StorageUnusable as error:
            log_incident(error)  # it is forgotten within a day

    def _receipt(self, desks: Desks, case: Case, code: str, *, again: bool) -> Receipt:
        view, number = reporter_view_now(case, desks.work, desks.library), self._parts.entrance.number(case.org)
        return Receipt(
            case=case,
            code=code,
            again=again,
            parts=tuple(filed_parts(view, number, cards=_cards(desks, case), zone=desks.library.zone(case.org))),
            number=number,
            page=self._parts.page,
        )

    async def _tell(self, who: Somebody, receipt: Receipt) -> None:
        try:
            await self._parts.speaker.tell(who.workspace, who.id, receipt_message(receipt))
        except (Away, Refused) as error:
            _log.warning("could not confirm a case to its reporter in Slack", reason=str(error) or "away")
        except Exception as error:
            _log.error("could not confirm a case to its reporter in Slack", incident=log_incident(error))


def _submission(draft: Draft) -> str:
    """Return what is the same however often a draft is sent."""
    return sha256(f"slack {draft.kind} {draft.id}".encode()).hexdigest()[:32]


def _cards(desks: Desks, case: Case) -> list[ContactCard]:
    """Return the contacts of a case's route, without those who are involved."""
    route = desks.reports.route(case.org, case.type, case.role, case.variant)
    if route is None:
        return []
    steps = Routing(desks.library, desks.reports, desks.contacts).steps(route, case.unit)
    found = {card.id: card for step in reversed(steps) for card in step.any_of}
    return [card for id_, card in found.items() if id_ not in case.excluded.roles]
