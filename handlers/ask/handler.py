"""The work of ask: a request in, a reply out."""

from dataclasses import replace

from handlers.ask.answer import decline, reply_with
from handlers.ask.messages import MAX_QUESTION, AskReply, AskRequest
from handlers.ask.question import cleaned, readable
from handlers.contacts import Directory
from handlers.emergency import Emergency
from handlers.language import is_foreign_language
from handlers.request import check_organisation
from index.result import Found, Query, Search
from knowledge.library import Library


class AskHandler:
    """Answers conduct questions from the texts of a library."""

    def __init__(
        self, library: Library, search: Search, directory: Directory, emergency: Emergency | None = None
    ) -> None:
        """Keep what answers are made of.

        Args:
            library: The texts and what belongs to them.
            search: Finds passages in them.
            directory: Knows how contacts are reached in this deployment.
            emergency: Knows whom to call in danger; by default, as the organisations say.
        """
        self._library = library
        self._search = search
        self._directory = directory
        self._emergency = emergency or Emergency(library)

    def handle(self, request: AskRequest) -> AskReply:
        """Answer a question.

        Raises:
            BadRequest: The question holds nothing to answer, or the organisation is unknown.
        """
        question = readable(request.question)
        check_organisation(request.org, self._library)
        found = self._search.search(
            Query(
                text=question,
                organisation=request.org,
                role=request.role,
                capacity=request.capacity,
                history=tuple(filter(None, (cleaned(earlier[:MAX_QUESTION]) for earlier in request.history))),
            )
        )
        if is_foreign_language(question):  # what was found for words that cannot be read is chance; danger is not
            found = replace(found, hits=(), answered=False, elsewhere=None)
        emergency = self._emergency.number(request.org, found.danger)
        if found.answered and not (emergency and self._is_from_elsewhere(found, request.org)):
            return reply_with(found, request, self._library, self._directory, emergency)
        return decline(found, request, question, self._library, self._directory, emergency)

    def _is_from_elsewhere(self, found: Found, org: str | None) -> bool:
        """Tell whether another organisation's rule was found unasked: in an emergency it would only be in the way."""
        first = self._library.passages[found.hits[0].passage]
        return found.named is None and org not in (None, self._library.organisation_of(first))
