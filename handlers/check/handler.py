"""The work of check: a draft in, what the rules find in it out. Nothing of a draft is kept."""

from collections.abc import Iterable
from typing import get_args

from handlers.check.as_meant import as_meant
from handlers.check.messages import MAX_DRAFT, CheckReply, CheckRequest, Screened
from handlers.check.policy import strongest
from handlers.check.reply import Replies, stricter
from handlers.check.screen import Looked, Screen
from handlers.check.suggestion import suggest
from handlers.contacts import Directory
from handlers.emergency import Emergency, emergency_step
from handlers.language import is_latin
from handlers.request import BadRequest, Capacity, check_organisation
from knowledge.library import Library
from knowledge.screening import Screening


class CheckHandler:
    """Screens drafts by the rules of their writer's organisation."""

    def __init__(
        self,
        library: Library,
        screening: Screening,
        screen: Screen,
        directory: Directory,
        emergency: Emergency | None = None,
    ) -> None:
        """Keep what checks are made of.

        Args:
            library: The texts and what belongs to them.
            screening: The categories and their rules.
            screen: Detectors and rules, put together.
            directory: Knows how contacts are reached in this deployment.
            emergency: Knows whom to call then; by default, as the organisations say.
        """
        self._library = library
        self._screening = screening
        self._screen = screen
        self._replies = Replies(library, screening, directory)
        self._emergency = emergency or Emergency(library)

    def handle(self, request: CheckRequest) -> CheckReply:
        """Check a draft.

        Raises:
            BadRequest: There are no words in the draft, it is too long or not in English, or the organisation is
                unknown or has no rules for drafts.
        """
        self._check(request)
        capacities: Iterable[Capacity] = (request.capacity,) if request.capacity else get_args(Capacity)
        looked = {one: self._screen.look(request.draft, request.org, one) for one in capacities}
        screened = {one: self._screened(request, one, seen) for one, seen in looked.items()}
        worst = stricter(screened.values())
        danger = max(strongest("danger", seen.evidence) for seen in looked.values())
        number = self._emergency.number(request.org, danger)
        return CheckReply(
            screened=worst,
            by_capacity=screened if request.capacity is None else None,
            not_checked=self._replies.not_checked(next(iter(looked.values())).meant.text),
            contacts=self._replies.contacts(looked.values(), request, in_danger=number is not None),
            emergency=number is not None,
            next_steps=tuple(emergency_step(number)),
        )

    def _check(self, request: CheckRequest) -> None:
        check_organisation(request.org, self._library)
        if len(request.draft) > MAX_DRAFT:
            raise BadRequest(
                f"This draft has {len(request.draft):,} characters; at most {MAX_DRAFT:,} are read. Check it in parts."
            )
        if not any(char.isalnum() for char in request.draft):
            raise BadRequest("There are no words in this draft; paste what you are about to post.")
        if not is_latin(as_meant(request.draft).text):
            raise BadRequest("Only drafts in English can be read; ask a person to look at this one.")
        rules = [rule for one in self._screening.categories.values() for rule in one.rules]
        if all(rule.organisation != request.org for rule in rules):
            known = ", ".join(sorted({rule.organisation for rule in rules}))
            raise BadRequest(f"There are no rules for drafts of '{request.org}' here; there are for: {known}.")

    def _screened(self, request: CheckRequest, capacity: Capacity, looked: Looked) -> Screened:
        def look(text: str) -> Looked:
            return self._screen.look(text, request.org, capacity)

        suggestion = suggest(request.draft, looked, look, self._screening.disclaimers.get(request.org))
        return self._replies.screened(request, capacity, looked, suggestion)
