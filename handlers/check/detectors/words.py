"""What words alone tell: a disclaimer, a work e-mail address in a private post, swearing, the employer's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from handlers.check.detectors.personal.mailboxes import Mailboxes
from handlers.check.detectors.phrases import Phrases
from handlers.check.evidence import Draft, Evidence
from knowledge.screening import Screening

_SOURCE = "words"
_MAILBOXES = Mailboxes(())
_PROVEN, _CERTAIN, _LIKELY, _MAYBE = 1.0, 0.95, 0.9, 0.7
"""A swear word may be somebody's name: alone it is not sure enough to stop a draft. A name of the organisation without
capitals may be a thing: community services."""

_AT = r"(?:at|with|for|in|of|from|by)\s+(?:the\s+)?"
_SELF = re.compile(
    rf"""(?:
        \b(?:I|we)(?:['’](?:ve|d))?\s+(?:\w+\s+){{0,2}}(?:work|worked|working|serve|served|volunteer)\s+(?:\w+\s+){{0,3}}{_AT}
      | \b(?:I|we)(?:['’](?:ve|d))?\s+(?:\w+\s+){{0,2}}joined\s+(?:the\s+)?
      | \b(?:I\s+am|I['’]m|we\s+are|we['’]re)\s+(?:(?:an?|the)\s+(?:\w+\s+){{0,4}}?{_AT}|{_AT}|an?\s+|the\s+)
      | \bmy\s+(?:\w+\s+){{0,2}}?(?:job|work|office|team|desk|employer|shift|years?|career|colleagues?|coworkers?)
        \s+(?:\w+\s+){{0,2}}{_AT}
      | \b(?:years?|months?|weeks?|days?|nights?|shifts?|morning|staff|desk|life|here)\s+(?:\w+\s+){{0,1}}{_AT}
      | \bour\s+(?:\w+\s+){{0,2}}(?:office|team|branch|crew)\s+{_AT}
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands before the name of the writer's employer, rather than that of somebody talked about."""

_FULL_NAME = re.compile(r"\w\W+\w.*\b[A-Z]|[A-Z].*\w\W+\w")
"""More than one word, and a name: an abbreviation alone may stand for something else."""


class WordsDetector:
    """Looks for the words and names of the screening data."""

    def __init__(self, screening: Screening) -> None:
        """Keep the lists; each organisation's are prepared when they are first needed."""
        self._screening = screening
        self._phrases = lru_cache(maxsize=64)(self._prepare)
        self._addresses = lru_cache(maxsize=16)(self._address_pattern)

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return what the words prove; offsets point into `draft.text`."""
        return [*self._own_view(draft), *self._employer(draft), *self._work_address(draft), *self._swearing(draft)]

    def _own_view(self, draft: Draft) -> Iterator[Evidence]:
        phrases = self._phrases("own_view", draft.organisation)
        place = next(phrases.find(draft.text), None) or phrases.find_nearly(draft.text)
        if place:
            yield _evidence("disclaimer", place, _PROVEN, "a disclaimer")

    def _employer(self, draft: Draft) -> Iterator[Evidence]:
        """Yield where the writer names the employer as such; a government that is only talked about is not.

        In an official post a name of the organisation most likely says who is speaking.
        """
        for start, end in self._phrases("organisation", draft.organisation).find(draft.text):
            if draft.capacity == "official":
                sure = _LIKELY if any(map(str.isupper, draft.text[start:end])) else _MAYBE
                yield _evidence("identification", (start, end), sure, "a name of the organisation")
            if _FULL_NAME.search(draft.text[start:end]) and _SELF.search(draft.text[max(0, start - 60) : start]):
                yield _evidence("employer_named", (start, end), _CERTAIN, "the employer's name")

    def _work_address(self, draft: Draft) -> Iterator[Evidence]:
        """Yield a person's work e-mail address in a private post: it lends the post the employer's name."""
        pattern = self._addresses(draft.organisation)
        for found in pattern.finditer(draft.text) if pattern and draft.capacity == "personal" else ():
            if _is_mailbox(found.group()):
                continue
            yield _evidence("work_tie", found.span(), _CERTAIN, "a work e-mail address")
            address = _evidence("unauthorized_representation", found.span(), _CERTAIN, "a work e-mail address")
            yield replace(address, instead="[your private e-mail address]")

    def _swearing(self, draft: Draft) -> Iterator[Evidence]:
        """Yield swearing in an official post; in a private one, what it is about decides."""
        if draft.capacity == "official":
            for place in self._phrases("profanity", draft.organisation).find(draft.text):
                yield _evidence("unprofessional_tone", place, _MAYBE, "swearing")

    def _prepare(self, kind: str, organisation: str) -> Phrases:
        return Phrases(self._screening.words_of(kind, organisation))

    def _address_pattern(self, organisation: str) -> re.Pattern[str] | None:
        domains = self._screening.words_of("email_domain", organisation)
        if not domains:
            return None
        options = "|".join(re.escape(domain) for domain in domains)
        # First and last name: a mailbox of one word is seldom a person's.
        return re.compile(
            rf"(?<![\w.+-])[^\W_]{{1,40}}(?:[._-][^\W_]{{1,40}}){{1,3}}@(?:[\w-]{{1,63}}\.){{0,4}}(?:{options})(?![\w-])",
            re.IGNORECASE,
        )


def _is_mailbox(address: str) -> bool:
    """Tell whether an address is an office's: a part of its name says so, such as `media.relations@`."""
    name, _, domain = address.partition("@")
    return any(_MAILBOXES.is_office(f"{part}@{domain}") for part in re.split(r"[._-]", name))


def _evidence(kind: str, place: tuple[int, int], score: float, detail: str) -> Evidence:
    start, end = place
    return Evidence(kind=kind, start=start, end=end, score=score, source=_SOURCE, detail=detail)
