"""How far from what is so a network for reports is: small tables of logits in place of one."""

import math

import pytest
import torch

from index.network.learn import Recipe
from index.reports.labels import DANGER, ReportLabels
from index.reports.lesson import ReportLesson, gather
from knowledge.records import Danger
from knowledge.report_records import ReportExample, Role

EVERYTHING = Recipe(keep_every=10**12)
"""Nothing stays unseen."""

HARASSMENT, SECURITY, NO_VARIANT, EMERGENCY, DANGEROUS, HARMLESS = range(6)
"""The numbers of the texts."""


def _example(type_: str, variant: str | None = None, role: Role = "employee") -> ReportExample:
    text = f"{type_} {variant}"
    return ReportExample(text=text, organisation="alder-creek", role=role, type=type_, variant=variant)


@pytest.fixture(scope="module")
def lesson(labels: ReportLabels) -> ReportLesson:
    """Six texts of which different things are known."""
    some = [
        _example("harassment", role="supervisor"),
        _example("information_incident", "security"),
        _example("information_incident"),
        _example("emergency"),
    ]
    return gather(some, Danger(danger=("he has a gun",), no_danger=("killer chili",)), labels, EVERYTHING)


def loss(lesson: ReportLesson, batch: list[int], *logits: dict[str, float]) -> float:
    """Return the loss of a network that says this of these texts, and zero of all else."""
    table = torch.tensor([[row.get(name, 0.0) for name in lesson.labels] for row in logits])
    words = torch.zeros(len(batch), 3, len(lesson.placed))
    offsets = torch.zeros(len(batch), 3, 2, dtype=torch.long)
    return float(lesson.loss((table, words), batch, offsets))


def test_texts_are_read_with_the_role_before_them(lesson: ReportLesson, labels: ReportLabels) -> None:
    """As they are read at run time; no words are told."""
    assert lesson.texts[0] == "supervisor: harassment None"
    assert lesson.own[0] == "harassment None"
    assert lesson.labels == labels.names
    assert lesson.placed == (DANGER,)
    assert lesson.choices == tuple(labels.choices())


def test_what_is_so_brings_the_loss_down(lesson: ReportLesson) -> None:
    """The more surely it is said, the further; what is not so brings it up."""
    silent = loss(lesson, [HARASSMENT], {})
    assert loss(lesson, [HARASSMENT], {"harassment": 2}) < loss(lesson, [HARASSMENT], {"harassment": 1}) < silent
    for other in ("media_request", "information_incident", "supervisor_concern", DANGER):
        assert loss(lesson, [HARASSMENT], {other: 1}) > silent
    assert loss(lesson, [HARASSMENT], {DANGER: -2}) < silent


def test_the_loss_is_that_of_the_formula(lesson: ReportLesson) -> None:
    """Of the type, of the variant by half, and of the danger; types are never taught to be quite sure."""
    said = {"information_incident": 2.0, "information_incident/privacy": 1.0, DANGER: -1.0}
    types = [2.0, 0, 0, 0, 0, 0]
    norm = math.log(sum(map(math.exp, types)))
    of_type = 0.97 * (norm - 2) + 0.03 * sum(norm - one for one in types) / 6
    norm = math.log(math.exp(0) + math.exp(1))
    of_variant = 0.97 * norm + 0.03 * (norm + (norm - 1)) / 2
    of_danger = math.log(1 + math.exp(-1))
    expected = 2 * (of_danger + of_type + 0.5 * of_variant)
    assert loss(lesson, [SECURITY], said) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("number", "unknown"),
    [
        (HARASSMENT, ("information_incident/security", "information_incident/privacy")),
        (NO_VARIANT, ("information_incident/security", "information_incident/privacy")),
        (EMERGENCY, ("harassment", "media_request", "information_incident", "information_incident/privacy")),
        (DANGEROUS, ("harassment", "media_request", "information_incident/security")),
        (HARMLESS, ("harassment", "media_request", "information_incident/security")),
    ],
)
def test_what_is_not_known_counts_for_nothing(lesson: ReportLesson, number: int, unknown: tuple[str, ...]) -> None:
    """Whatever is said of it."""
    silent = loss(lesson, [number], {})
    for name in unknown:
        assert loss(lesson, [number], {name: 5}) == pytest.approx(silent)
        assert loss(lesson, [number], {name: -5}) == pytest.approx(silent)
    assert loss(lesson, [number], {DANGER: 5}) != pytest.approx(silent)


def test_a_variant_is_told_where_it_is_known(lesson: ReportLesson) -> None:
    """Of its own type."""
    right, wrong = ({f"information_incident/{one}": 2.0} for one in ("security", "privacy"))
    assert loss(lesson, [SECURITY], right) < loss(lesson, [SECURITY], {}) < loss(lesson, [SECURITY], wrong)


def test_a_missed_danger_counts_more_than_a_false_alarm(lesson: ReportLesson) -> None:
    """Half as much again."""
    missed, alarmed = loss(lesson, [DANGEROUS], {DANGER: -3}), loss(lesson, [HARMLESS], {DANGER: 3})
    assert missed == pytest.approx(1.5 * alarmed, rel=1e-4)
    assert loss(lesson, [EMERGENCY], {DANGER: -3}) == pytest.approx(missed)


def test_texts_of_a_batch_count_as_they_are_numbered(lesson: ReportLesson) -> None:
    """Each by what is told of it; the type is a mean over those of which it is known."""
    sure = {"harassment": 3.0}
    both = loss(lesson, [HARASSMENT, EMERGENCY], sure, {DANGER: 3, "media_request": 9})
    assert both < loss(lesson, [EMERGENCY, HARASSMENT], sure, {DANGER: 3, "media_request": 9})
    alone = loss(lesson, [HARASSMENT], sure) - 2 * math.log(2)  # without what it says of danger
    of_danger = (math.log(2) + 1.5 * math.log(1 + math.exp(-3))) / 2
    assert both == pytest.approx(alone + 2 * of_danger, rel=1e-5)


def test_some_texts_stay_unseen(labels: ReportLabels, examples: list[ReportExample]) -> None:
    """To calibrate with."""
    found = gather(examples, None, labels, Recipe(keep_every=4))
    assert 0 < len(found.texts) < len(examples)
    assert len(found.texts) == len(found.own) == len(found.told.said)
