"""Finds what looks like personal data: presidio with our own recognizers, spaCy for names; loaded on first use."""

import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handlers.check.detectors.personal import addresses, canadian, contacts, numbers
from handlers.check.detectors.personal.model import load_model, without
from handlers.check.detectors.personal.names import PERSON, TITLED_RULE
from handlers.check.detectors.personal.pieces import legible, pieces
from handlers.check.detectors.personal.rule import Rule
from handlers.check.detectors.personal.surroundings import Place

RULES: tuple[Rule, ...] = (*canadian.RULES, *addresses.RULES, *numbers.RULES, *contacts.RULES)
"""All that is looked for, names apart."""


class Finder:
    """Finds what looks like personal data, whoever's it is and whatever it is called. Safe for several threads."""

    def __init__(self) -> None:
        """Load nothing yet: the libraries and the model take a second and 110 MB."""
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def find(self, text: str) -> list[tuple[str, Place]]:
        """Return entities and where they stand, in code points; what overlaps is left to be weighed."""
        found: list[tuple[str, Place]] = []
        text = legible(text)
        for start, end in pieces(text):
            # Piece by piece: a long draft lets shorter ones through.
            with self._lock:
                if self._loaded is None:
                    self._loaded = _load()
                found.extend(_moved(self._loaded.find(text[start:end]), start))
        return found


@dataclass(frozen=True, slots=True)
class _Loaded:
    engine: Any
    model: Any

    def find(self, text: str) -> list[tuple[str, Place]]:
        # What spaCy remembers of words ends with the zone: no words of drafts pile up in memory.
        with self.model.memory_zone():
            results = self.engine.analyze(text, language="en")
            return [(str(one.entity_type), Place(int(one.start), int(one.end))) for one in results]


def _moved(found: list[tuple[str, Place]], by: int) -> Iterator[tuple[str, Place]]:
    return ((entity, Place(place.start + by, place.end + by)) for entity, place in found)


def _load() -> _Loaded:
    model = load_model()
    with without("torch", "transformers"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

        others = [label for label in model.get_pipe("ner").labels if label != PERSON]
        nlp: Any = SpacyNlpEngine(ner_model_configuration=NerModelConfiguration(labels_to_ignore=others))
        # Given a model, it neither looks for one to download nor for a graphics card.
        nlp.nlp = {"en": model}
        registry = RecognizerRegistry(recognizers=_recognizers())
        return _Loaded(AnalyzerEngine(registry=registry, nlp_engine=nlp), model)


def _recognizers() -> list[Any]:
    """Return the whole list: presidio's defaults are mostly for other countries, and its e-mail one calls out."""
    from presidio_analyzer import Pattern, PatternRecognizer
    from presidio_analyzer.predefined_recognizers import IbanRecognizer, IpRecognizer, PhoneRecognizer, SpacyRecognizer

    own = [
        PatternRecognizer(
            supported_entity=rule.entity,
            name=rule.entity,
            patterns=[Pattern(f"{rule.entity} {at}", pattern, 0.5) for at, pattern in enumerate(rule.patterns)],
        )
        for rule in (*RULES, TITLED_RULE)
        if rule.patterns
    ]
    theirs = [
        PhoneRecognizer(supported_regions=("CA",)),
        IbanRecognizer(),
        IpRecognizer(),
        SpacyRecognizer(supported_entities=[PERSON]),
    ]
    for recognizer in theirs:
        # Words around are weighed by ourselves, in time that does not grow with the number of words.
        recognizer.context = []
    return own + theirs
