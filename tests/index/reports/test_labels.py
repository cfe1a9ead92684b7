"""What the network should say of reports and messages, and what of it is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reports.labels import DANGER, ReportLabels, labels_of, targets, told
from knowledge.records import Danger
from knowledge.report_records import ReportExample, ReportType, Variant

NAMES = (
    "information_incident", "harassment", "conduct_concern", "supervisor_concern", "conflict_of_interest",
    "media_request", "danger", "information_incident/security", "information_incident/privacy",
)  # fmt: skip


def example(type_: str = "harassment", variant: str | None = None, **more: str) -> ReportExample:
    """Return a report of a type; a test says what is other than plain."""
    plain = {"text": "it happened again", "organisation": "alder-creek", "type": type_, "variant": variant}
    return ReportExample(**{**plain, **more})  # type: ignore[arg-type]


def a_type(id_: str, *variants: str, handling: str = "case") -> ReportType:
    """Return a type with these variants."""
    sorts = tuple(Variant(id=one, name=one, covers=one) for one in variants)
    return ReportType(id=id_, name=id_, covers=id_, handling=handling, urgency=4, variants=sorts)  # type: ignore[arg-type]


def test_the_labels_are_types_then_danger_then_variants(labels: ReportLabels) -> None:
    """In the order of the data; the type for emergencies is the danger."""
    assert labels.names == NAMES
    assert labels.emergencies == {"emergency"}
    assert labels.variants == {"information_incident": ("security", "privacy")}


def test_exactly_one_of_each_choice_is_so(labels: ReportLabels) -> None:
    """Of the types, and of each type's variants; danger is no choice among others."""
    chosen = [[labels.names[column] for column in columns] for columns in labels.choices()]
    assert chosen == [list(NAMES[:6]), ["information_incident/security", "information_incident/privacy"]]


def test_each_type_has_variants_of_its_own() -> None:
    """Two types may call theirs the same; without any there is one choice."""
    two = labels_of([a_type("a", "x", "y"), a_type("b"), a_type("c", "y", "x"), a_type("d", "z", handling="emergency")])
    assert two.names == ("a", "b", "c", DANGER, "a/x", "a/y", "c/y", "c/x")
    assert list(two.choices()) == [(0, 1, 2), (4, 5), (6, 7)]
    assert list(labels_of([a_type("a"), a_type("b")]).choices()) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "so", "known"),
    [
        (example(), {"harassment"}, {*NAMES[:7]}),
        (example(role="supervisor"), {"harassment"}, {*NAMES[:7]}),
        (example("emergency"), {DANGER}, {DANGER}),
        (example("information_incident"), {"information_incident"}, {*NAMES[:7]}),
        (
            example("information_incident", "privacy"),
            {"information_incident", "information_incident/privacy"},
            {*NAMES},
        ),
    ],
    ids=["plain", "of a supervisor", "an emergency", "without its variant", "with its variant"],
)
def test_an_example_says_what_it_is(labels: ReportLabels, one: ReportExample, so: set[str], known: set[str]) -> None:
    """Of an emergency the type beside it is not known, nor are the variants of other types of any."""
    said, counts = targets([one], labels)
    assert {labels.names[column] for column in np.flatnonzero(said[0])} == so
    assert {labels.names[column] for column in np.flatnonzero(counts[0])} == known


@given(
    st.lists(
        st.sampled_from([(name, None) for name in (*NAMES[:6], "emergency")])
        | st.sampled_from([("information_incident", "security"), ("information_incident", "privacy")]),
        max_size=12,
    )
)
def test_of_what_is_known_exactly_one_choice_is_so(labels: ReportLabels, types: list[tuple[str, str | None]]) -> None:
    """Whatever the examples: the network learns by that."""
    said, counts = targets([example(type_, variant) for type_, variant in types], labels)
    assert said.shape == counts.shape == (len(types), len(NAMES))
    assert not (said > counts).any()
    for columns in map(list, labels.choices()):
        known = counts[:, columns].all(axis=1)
        assert known.tolist() == counts[:, columns].any(axis=1).tolist()
        assert (said[known][:, columns].sum(axis=1) == 1).all()
    assert counts[:, labels.names.index(DANGER)].all()


def test_messages_are_told_after_the_reports(labels: ReportLabels) -> None:
    """Of them the danger alone is known, and they come in either role."""
    danger = Danger(danger=("he has a gun", "i took pills"), no_danger=("killer chili",))
    found = told([example(role="supervisor"), example("emergency")], danger, labels, lambda _: True)
    assert list(found.texts) == ["it happened again"] * 2 + ["he has a gun", "i took pills", "killer chili"]
    assert found.befores == ["supervisor", "employee", "employee", "supervisor", "employee"]
    assert found.labels == NAMES
    column = NAMES.index(DANGER)
    assert found.said[:, column].tolist() == [0, 1, 1, 1, 0]
    assert found.said[2:].sum() == 2
    assert found.counts[2:].sum() == 3
    assert found.counts[:, column].all()


def test_only_what_is_wanted_is_told(labels: ReportLabels) -> None:
    """Of reports and of messages; the rest is for somebody else."""
    danger = Danger(danger=("he has a gun", "i took pills"), no_danger=("killer chili",))
    some = [example(), example(text="my laptop is gone")]
    found = told(some, danger, labels, lambda text: "g" in text)
    assert list(found.texts) == ["it happened again", "my laptop is gone", "he has a gun"]
    assert len(found.said) == len(found.counts) == len(found.befores) == 3
    nothing = told([], None, labels, lambda _: True)
    assert (list(nothing.texts), nothing.said.shape) == ([], (0, len(NAMES)))
