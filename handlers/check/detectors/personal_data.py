"""Finds personal data in a draft, and tells the writer's own and a workplace's from a third party's."""

from collections.abc import Iterable, Sequence

from handlers.check.detectors.personal.finder import RULES, Finder
from handlers.check.detectors.personal.mailboxes import Mailboxes
from handlers.check.detectors.personal.names import names
from handlers.check.detectors.personal.surroundings import Surroundings
from handlers.check.detectors.personal.weighing import Reading, Weighing, apart
from handlers.check.evidence import Draft, Evidence

_SOURCE = "personal_data"
_BY_ENTITY = {rule.entity: rule for rule in RULES}


class PersonalDataDetector:
    """Brings `personal_information`, and the circumstance `workplace_contact`."""

    def __init__(self, work_domains: Iterable[str] = (), *, finder: Finder | None = None) -> None:
        """Keep what tells offices; libraries and model are loaded by the first draft.

        Args:
            work_domains: Of the e-mail addresses of offices (words of the kind `email_domain`), any organisation's.
            finder: Shared with another detector, so that the model is loaded once.
        """
        self._mailboxes = Mailboxes(work_domains)
        self._finder = finder or Finder()

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return the personal data of a draft in order; no two places of data overlap.

        Scores of `personal_information`: 0.9 for a third party's beyond doubt, less where its owner is not clear, 0.3
        for the writer's own.
        """
        found = self._finder.find(draft.text)
        people = names(draft.text, found)
        official = draft.capacity == "official"
        surroundings = Surroundings(draft.text, people, official=official)
        weighing = Weighing(draft.text, surroundings, self._mailboxes, official=official)
        read = (weighing.read(_BY_ENTITY[entity], place) for entity, place in found if entity in _BY_ENTITY)
        evidence = map(_evidence, apart(reading for reading in read if reading))
        return sorted(evidence, key=lambda one: (one.start, one.end))


def _evidence(reading: Reading) -> Evidence:
    return Evidence(
        kind=reading.judged.kind,
        start=reading.place.start,
        end=reading.place.end,
        score=reading.judged.score,
        source=_SOURCE,
        detail=reading.judged.detail,
    )
