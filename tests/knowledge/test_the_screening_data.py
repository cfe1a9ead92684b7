"""What drafts are screened by in the product: its rules go as far as their texts, its examples as far as its rules."""

import json
import re
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
import yaml

from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening
from knowledge.screening_records import Capacity, Example, Rule
from knowledge.text import collapse, letters_and_digits

ORGANISATIONS = ("bc", "ns", "sk-ipc")
HELD_OUT = Path(__file__).parents[2] / "benchmarks" / "heldout" / "drafts.jsonl"
CASES = Path(__file__).parents[1] / "handlers" / "check" / "cases"

CATEGORIES = (
    "personal_information before_the_courts draft_legislation confidential_information partisan_politics "
    "policy_criticism unauthorized_representation missing_disclaimer missing_identification harassment "
    "discrimination_or_violence intellectual_property conflict_of_interest unprofessional_tone"
)
"""The project's public vocabulary of categories."""

FORBIDS = re.compile(r"\b(?:must|shall|never|cannot|do not|are required to|violation of)\b", re.IGNORECASE)
"""What makes a rule binding: it forbids, commands, or calls the thing a violation."""

ABSENT = {"missing_disclaimer": "personal", "missing_identification": "official"}
"""What can be missing, and the only capacity in which it can."""


@pytest.fixture(scope="module")
def screening(library: Library) -> Screening:
    """The screening data that comes with the product."""
    found = knowledge_screening.load(library)
    assert found
    return found


@pytest.fixture(scope="module")
def examples(library: Library, screening: Screening) -> tuple[Example, ...]:
    """The examples that come with the product."""
    return knowledge_screening.examples(library, screening)


def rules_of(screening: Screening) -> list[Rule]:
    """Return every rule."""
    return [rule for one in screening.categories.values() for rule in one.rules]


def test_the_categories_are_those_of_the_public_vocabulary(screening: Screening) -> None:
    """All fourteen, each spelled exactly so: labels, evaluations and the page use them."""
    assert sorted(screening.categories) == sorted(CATEGORIES.split())
    assert len(screening.categories) == 14


def test_every_organisation_has_a_rule_for_each_capacity(screening: Screening) -> None:
    """But for what can be missing in one capacity alone: there no text asks for it in the other."""
    without = {
        (category, capacity)
        for category, organisation, capacity in product(screening.categories, ORGANISATIONS, get_args(Capacity))
        if screening.rule(category, organisation, capacity) is None
    }
    missing = {
        (category, capacity)
        for category, asked in ABSENT.items()
        for capacity in get_args(Capacity)
        if capacity != asked
    }
    assert without == missing
    assert {rule.organisation for rule in rules_of(screening)} == set(ORGANISATIONS)


def test_what_can_be_missing_says_so(screening: Screening) -> None:
    """A disclaimer and who is speaking; everything else is there in the words."""
    absences = {one.id: one.absence for one in screening.categories.values() if one.absence}
    assert absences == {"missing_disclaimer": "disclaimer", "missing_identification": "identification"}


def test_the_same_words_of_a_text_weigh_the_same_everywhere(screening: Screening) -> None:
    """A passage's verb is as strict in one category as in another."""
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for rule in rules_of(screening):
        said[screening.passages[rule.source], collapse(rule.verb).casefold()].add(rule.severity)
    assert len(said) >= 20
    assert {place: severities for place, severities in said.items() if len(severities) > 1} == {}


def test_only_a_verb_that_forbids_or_commands_makes_a_violation(screening: Screening) -> None:
    """What a text advises, recommends or calls important wants a second look at most."""
    violations = [rule for rule in rules_of(screening) if rule.severity == "violation"]
    warnings = [rule for rule in rules_of(screening) if rule.severity == "warning"]
    assert [rule.verb for rule in violations if not FORBIDS.search(rule.verb)] == []
    assert len(violations) >= 40
    assert len(warnings) >= 10


def test_a_draft_is_asked_about_with_somebody_of_the_own_organisation(screening: Screening, library: Library) -> None:
    """Every rule names whom to ask."""
    for rule in rules_of(screening):
        assert rule.ask, (rule.organisation, rule.verb)
        assert all(library.contact(rule.organisation, one) for one in rule.ask)


def test_speech_on_public_affairs_is_known_to_be_everybodys(screening: Screening) -> None:
    """Party politics and criticism have words for where no rule binds: they forbid nothing, and say whose it is."""
    lawful = {one.id: one.lawful for one in screening.categories.values() if one.lawful}
    assert set(lawful) == {"partisan_politics", "policy_criticism"}
    for text in lawful.values():
        assert text
        assert not re.search(r"\b(?:must|forbidden|prohibited|not allowed|violat\w+)\b", text)
        assert re.search(r"\byours?\b", text)


def test_private_politics_are_left_alone_where_the_text_leaves_them(screening: Screening) -> None:
    """In bc and ns a personal post without the work is not bound; sk-ipc's text says "never", and ns's of policies."""
    binding = {
        (category, organisation): bool(rule and rule.without_work_tie)
        for category in ("partisan_politics", "policy_criticism")
        for organisation in ORGANISATIONS
        for rule in [screening.rule(category, organisation, "personal")]
    }
    assert {place for place, binds in binding.items() if binds} == {
        ("partisan_politics", "sk-ipc"),
        ("policy_criticism", "ns"),
    }


@pytest.mark.parametrize("organisation", ["bc", "ns"])
def test_a_disclaimer_is_in_the_texts_own_words(screening: Screening, library: Library, organisation: str) -> None:
    """Where the text offers a wording, that is what is suggested."""
    one = screening.disclaimers[organisation]
    assert one.wording
    passage = library.passages[screening.passages[one.source]]
    assert letters_and_digits(one.wording) in letters_and_digits(passage.text)


def test_the_neutral_disclaimer_names_nobody(screening: Screening) -> None:
    """It is for a draft that conceals the employer."""
    for organisation in ORGANISATIONS:
        one = screening.disclaimers[organisation]
        assert one.neutral
        assert "employer" in one.neutral
        said = f" {one.neutral.casefold()} "
        named = [word for word in screening.words_of("organisation", organisation) if f" {word.casefold()} " in said]
        assert named == []


def test_approvals_are_asked_for_in_every_organisation(screening: Screening) -> None:
    """Each in its own words, as a phrase that goes on after "Before"."""
    assert {one.organisation for one in screening.approvals} == set(ORGANISATIONS)
    for one in screening.approvals:
        assert not one.when.endswith(".")
        assert one.when[0].islower(), one.when
        assert one.text.endswith("."), one.text


def binds(screening: Screening, example: Example, category: str) -> bool:
    """Tell whether a rule of the writer's organisation holds for an example; an official post is always tied."""
    rule = screening.rule(category, example.organisation, example.capacity)
    tied = example.capacity == "official" or example.tie != "none"
    return rule is not None and (tied or rule.without_work_tie)


def test_no_example_shows_a_finding_where_no_rule_binds(screening: Screening, examples: tuple[Example, ...]) -> None:
    """And none calls lawful what a rule binds: the network would learn other rules than the texts'."""
    beyond = Counter(
        (mark.category, one.organisation, one.capacity, one.tie)
        for one in examples
        for mark in one.findings
        if not binds(screening, one, mark.category)
    )
    short = Counter(
        (mark.category, one.organisation, one.capacity, one.tie)
        for one in examples
        for mark in one.lawful
        if binds(screening, one, mark.category)
    )
    assert (beyond, short) == (Counter(), Counter())


def test_an_official_example_is_about_the_work(examples: tuple[Example, ...]) -> None:
    """Its tie is close, whatever it says."""
    assert {one.tie for one in examples if one.capacity == "official"} == {"close"}
    assert {one.tie for one in examples if one.capacity == "personal"} == {"none", "passing", "close"}


def test_nothing_is_found_and_lawful_at_once(examples: tuple[Example, ...]) -> None:
    """An example does not contradict itself."""
    both = [number for number, one in enumerate(examples) if categories(one) & {mark.category for mark in one.lawful}]
    assert both == []


def categories(example: Example) -> set[str]:
    """Return what an example shows."""
    return {mark.category for mark in example.findings}


def test_there_is_enough_to_learn_from(screening: Screening, examples: tuple[Example, ...]) -> None:
    """At least a hundred examples of each category, hundreds of clean ones, some of each organisation and capacity."""
    shown = Counter(category for one in examples for category in categories(one))
    clean = Counter((one.organisation, one.capacity) for one in examples if not one.findings)
    assert {category: count for category in screening.categories if (count := shown[category]) < 100} == {}
    assert sum(clean.values()) >= 700
    assert set(clean) == set(product(ORGANISATIONS, get_args(Capacity)))
    assert min(clean.values()) >= 100


def test_what_is_there_has_its_words_marked(screening: Screening, examples: tuple[Example, ...]) -> None:
    """Only what is missing concerns a whole draft; elsewhere the network learns where to look."""
    placed = [mark for one in examples for mark in one.findings if mark.category not in ABSENT]
    without = sum(mark.span is None for mark in placed)
    assert without / len(placed) < 0.02


def test_no_example_is_a_held_out_draft(examples: tuple[Example, ...]) -> None:
    """Letters and digits compared by their hashes alone: nothing of a held-out draft is shown, here or in a failure."""
    lines = HELD_OUT.read_text("utf-8").splitlines()
    held_out = {_hash(json.loads(line)["draft"]) for line in lines if line.strip()}
    learned = {_hash(one.draft) for one in examples}
    assert len(held_out) > 300
    assert len(held_out & learned) == 0


def test_no_example_is_a_case_of_the_tests(examples: tuple[Example, ...]) -> None:
    """What was learned by heart proves nothing."""
    cases = [one for path in sorted(CASES.glob("*.yaml")) for one in yaml.safe_load(path.read_text("utf-8"))]
    learned = {_hash(one.draft) for one in examples}
    assert len(cases) > 300
    assert [one["draft"] for one in cases if _hash(one["draft"]) in learned] == []


def _hash(draft: str) -> str:
    return sha256(letters_and_digits(draft).encode()).hexdigest()
