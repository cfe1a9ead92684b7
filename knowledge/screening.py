"""What drafts are screened by: categories and their rules, approvals, disclaimers, words; examples to learn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.quotes import QuoteFinder
from knowledge.records import Source
from knowledge.screening_records import Approval, Capacity, Category, Disclaimer, Example, Rule, Words
from knowledge.text import collapse

FOLDER = "screening"
"""Name of the folder within the knowledge folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What drafts are screened by. Every passage, contact and organisation in it exists.

    Attributes:
        categories: By id, in the order of the data.
        approvals: What the texts ask for before a post.
        disclaimers: By organisation.
        words: What detectors look for.
        passages: Each source -> id of the passage in which its quote stands.
    """

    categories: Mapping[str, Category]
    approvals: tuple[Approval, ...]
    disclaimers: Mapping[str, Disclaimer]
    words: tuple[Words, ...]
    passages: Mapping[Source, str]

    def rule(self, category: str, organisation: str, capacity: Capacity) -> Rule | None:
        """Return an organisation's rule on a category for posts of a capacity, or None where it has none."""
        rules = self.categories[category].rules
        return next((one for one in rules if one.organisation == organisation and _covers(one, capacity)), None)

    def words_of(self, kind: str, organisation: str) -> tuple[str, ...]:
        """Return the words of a kind that mean this in an organisation: everybody's and its own."""
        lists = (one for one in self.words if one.kind == kind and one.organisation in (None, organisation))
        return tuple(word for one in lists for word in one.words)


def load(library: Library) -> Screening | None:
    """Load the `screening` folder of a library, but for the examples; None where there is none.

    Raises:
        KnowledgeError: A record is broken, stands twice or points nowhere.
    """
    folder = library.folder / FOLDER
    path = folder / "categories.yaml"
    if not path.exists():
        return None
    checks = _Checks(library)
    categories = yaml_file.load_all(path, Category)
    checks.once(path, "id", [one.id for one in categories])
    known = {one.id: one for one in categories}
    for number, category in enumerate(categories):
        _check_yields(path, f"{number}.yields_to", category, known)
        checks.rules(path, f"{number}.rules", category.rules)
    return Screening(
        categories=known,
        approvals=_approvals(folder / "approvals.yaml", checks, known),
        disclaimers=_disclaimers(folder / "disclaimers.yaml", checks),
        words=_words(folder / "words.yaml", checks),
        passages=checks.passages,
    )


def examples(library: Library, screening: Screening) -> tuple[Example, ...]:
    """Load the examples to learn from, in the order of their files.

    Raises:
        KnowledgeError: One is broken, stands twice or names a category or words that are not there.
    """
    checks, found = _Checks(library), list[Example]()
    seen = set[tuple[str, str, str]]()
    for path in sorted((library.folder / FOLDER / "examples").glob("*.yaml")):
        for number, one in enumerate(yaml_file.load_all(path, Example)):
            checks.organisation(path, one.organisation, f"{number}.organisation")
            _check_marks(path, number, one, screening)
            key = (collapse(one.draft).casefold(), one.organisation, one.capacity)
            if key in seen:
                raise KnowledgeError(path, "stands twice; take one out", field=f"{number}.draft")
            seen.add(key)
            found.append(one)
    return tuple(found)


def _covers(rule: Rule | Approval, capacity: Capacity) -> bool:
    return rule.capacity in (capacity, "both")


class _Checks:
    """Checks what records point to, and remembers where their quotes stand."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._finder = QuoteFinder(library.documents.values())
        self.passages: dict[Source, str] = {}

    def organisation(self, path: Path, organisation: str | None, field: str) -> None:
        if organisation is not None and organisation not in self._library.organisations:
            known = ", ".join(self._library.organisations)
            raise KnowledgeError(
                path, f"'{organisation}' is no organisation of this folder; known: {known}", field=field
            )

    def once(self, path: Path, field: str, ids: Sequence[str]) -> None:
        for number, one in enumerate(ids):
            if one in ids[:number]:
                raise KnowledgeError(path, f"'{one}' stands there twice; keep one", field=f"{number}.{field}")

    def source(self, path: Path, field: str, organisation: str, source: Source) -> None:
        passage = self._finder.locate(source, path, f"{field}.source")
        owner = self._library.organisation_of(passage)
        if owner != organisation:
            reason = f"'{source.document}' is a text of '{owner}'; a rule of '{organisation}' rests on its own"
            raise KnowledgeError(path, reason, field=f"{field}.source")
        self.passages[source] = passage.id

    def contacts(self, path: Path, field: str, organisation: str, ask: Iterable[str]) -> None:
        for one in ask:
            if self._library.contact(organisation, one) is None:
                reason = f"'{one}' is no contact of '{organisation}'; add it to contacts.yaml"
                raise KnowledgeError(path, reason, field=f"{field}.ask")

    def rules(self, path: Path, field: str, rules: Sequence[Rule]) -> None:
        for number, rule in enumerate(rules):
            place = f"{field}.{number}"
            self.organisation(path, rule.organisation, f"{place}.organisation")
            self.source(path, place, rule.organisation, rule.source)
            self.contacts(path, place, rule.organisation, rule.ask)
            if collapse(rule.verb).casefold() not in collapse(rule.source.quote).casefold():
                raise KnowledgeError(path, f"'{rule.verb}' does not stand in the quote", field=f"{place}.verb")
            if any(_meet(rule, earlier) for earlier in rules[:number]):
                reason = f"'{rule.organisation}' has another rule for this capacity; keep one"
                raise KnowledgeError(path, reason, field=f"{place}.capacity")


def _meet(one: Rule, other: Rule) -> bool:
    same = one.organisation == other.organisation
    return same and ("both" in (one.capacity, other.capacity) or one.capacity == other.capacity)


def _approvals(path: Path, checks: _Checks, categories: Mapping[str, Category]) -> tuple[Approval, ...]:
    found = yaml_file.load_all(path, Approval) if path.exists() else ()
    for number, one in enumerate(found):
        checks.organisation(path, one.organisation, f"{number}.organisation")
        checks.source(path, str(number), one.organisation, one.source)
        checks.contacts(path, str(number), one.organisation, one.ask)
        _check_categories(path, f"{number}.categories", one.categories, categories)
    return found


def _disclaimers(path: Path, checks: _Checks) -> dict[str, Disclaimer]:
    found = yaml_file.load_all(path, Disclaimer) if path.exists() else ()
    checks.once(path, "organisation", [one.organisation for one in found])
    for number, one in enumerate(found):
        checks.organisation(path, one.organisation, f"{number}.organisation")
        checks.source(path, str(number), one.organisation, one.source)
    return {one.organisation: one for one in found}


def _words(path: Path, checks: _Checks) -> tuple[Words, ...]:
    found = yaml_file.load_all(path, Words) if path.exists() else ()
    for number, one in enumerate(found):
        checks.organisation(path, one.organisation, f"{number}.organisation")
    return found


def _check_marks(path: Path, number: int, example: Example, screening: Screening) -> None:
    for place, marks in (("findings", example.findings), ("lawful", example.lawful)):
        _check_categories(path, f"{number}.{place}", [one.category for one in marks], screening.categories)
        for mark in marks:
            if mark.span is not None and mark.span not in example.draft:
                raise KnowledgeError(path, "the span does not stand in the draft", field=f"{number}.{place}")


def _check_yields(path: Path, field: str, category: Category, categories: Mapping[str, Category]) -> None:
    """Refuse categories of which neither would ever be told."""
    _check_categories(path, field, category.yields_to, categories)
    for one in category.yields_to:
        if category.id in (one, *categories[one].yields_to):
            raise KnowledgeError(path, f"'{category.id}' and '{one}' yield to each other; take one out", field=field)


def _check_categories(path: Path, field: str, named: Iterable[str], categories: Mapping[str, Category]) -> None:
    for one in named:
        if one not in categories:
            known = ", ".join(categories)
            raise KnowledgeError(path, f"'{one}' is no category here; known: {known}", field=field)
