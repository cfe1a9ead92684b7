"""Reading reports at run time: chances of types, variants, danger, however long the report."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.network.reader import OnnxNetwork, Raw
from index.reports.labels import DANGER, ReportLabels, labels_of
from index.reports.reader import OnnxReportReader
from knowledge.report_records import ReportType, Role
from knowledge.reports import Reports

ROLES: tuple[Role, ...] = ("employee", "supervisor")


class WrittenNetwork(OnnxNetwork):
    """Says what is written down of each part of a text, whatever the text; remembers the words before."""

    def __init__(self, labels: tuple[str, ...], *parts: dict[str, float]) -> None:
        """Keep it; what is not written down is zero."""
        self.labels = labels
        self.asked: list[str] = []
        self._logits = np.array([[part.get(name, 0.0) for name in labels] for part in parts], np.float32)

    def say(self, text: str, before: str) -> Raw:
        """Return it."""
        self.asked.append(before)
        nothing = np.zeros(0, np.int64)
        words = np.zeros((0, 1), np.float32)
        return Raw(labels=self._logits, words=words, offsets=nothing.reshape(0, 2), windows=nothing)


def written(reports: Reports, *parts: dict[str, float], **thresholds: float) -> OnnxReportReader:
    """Return a reader for the Town's types whose network says this of each part."""
    names = labels_of(reports.types.values()).names
    at = np.array([thresholds.get(name, 0.0) for name in names], np.float32)
    return OnnxReportReader(WrittenNetwork(names, *parts), at, reports.types)


def softmax(values: Sequence[float]) -> list[float]:
    """Return the chances of logits."""
    grown = [math.exp(one) for one in values]
    return [one / sum(grown) for one in grown]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=600), st.sampled_from(ROLES))
def test_chances_are_chances(network: OnnxNetwork, reports: Reports, text: str, role: Role) -> None:
    """Whatever a report holds: of the types of its writer's role they sum to one, the likeliest comes first."""
    reading = OnnxReportReader(network, np.zeros(len(network.labels), np.float32), reports.types).read(text, role)
    ids = [one.id for one in reports.types.values() if one.role in (None, role) and one.handling != "emergency"]
    assert sorted(reading.types) == sorted(ids)
    assert ("supervisor_concern" in reading.types) == (role == "supervisor")
    chances = list(reading.types.values())
    assert sum(chances) == pytest.approx(1, abs=1e-5)
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= one <= 1 for one in (*chances, reading.danger))
    assert reading.variants["information_incident"] in ("security", "privacy")


def test_the_role_is_read_as_well(reports: Reports) -> None:
    """As the word before the report."""
    network = WrittenNetwork(labels_of(reports.types.values()).names, {})
    reader = OnnxReportReader(network, np.zeros(len(network.labels), np.float32), reports.types)
    for role in ROLES:
        reader.read("it happened", role)
    assert network.asked == ["employee", "supervisor"]


def test_the_chances_are_those_of_the_formula(reports: Reports) -> None:
    """A softmax over the types of the role; what others may report is not among them, however likely."""
    reader = written(reports, {"harassment": 2.0, "media_request": 1.0, "supervisor_concern": 9.0})
    chances = softmax([2, 1, 0, 0, 0])
    types = reader.read("it happened", "employee").types
    assert list(types)[:2] == ["harassment", "media_request"]
    assert list(types.values()) == pytest.approx(chances, abs=1e-6)
    assert "supervisor_concern" not in types
    assert next(iter(reader.read("it happened", "supervisor").types)) == "supervisor_concern"


def test_the_parts_of_a_long_report_speak_together(reports: Reports) -> None:
    """Each by its chances, so that one loud part does not drown the others; of danger the loudest counts."""
    loud, others = {"harassment": 9.0, DANGER: -3.0}, {"media_request": 2.0, DANGER: 1.0}
    reading = written(reports, loud, others, others).read("it happened", "employee")
    first, second = softmax([9, 0, 0, 0, 0]), softmax([2, 0, 0, 0, 0])
    assert reading.types["harassment"] == pytest.approx((first[0] + 2 * second[1]) / 3, abs=1e-5)
    assert reading.types["media_request"] == pytest.approx((first[1] + 2 * second[0]) / 3, abs=1e-5)
    assert list(reading.types)[:2] == ["media_request", "harassment"]
    assert reading.danger == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-6)


@pytest.mark.parametrize(("logit", "threshold", "counts"), [(0.4, 0.5, False), (0.5, 0.5, True), (-1.0, -1.1, True)])
def test_danger_is_told_against_its_threshold(
    reports: Reports, *, logit: float, threshold: float, counts: bool
) -> None:
    """From it on it counts; thresholds of other labels move nothing."""
    reading = written(reports, {DANGER: logit}, danger=threshold, harassment=5.0).read("it happened", "employee")
    assert (reading.danger >= 0.5) == counts
    assert reading.danger == pytest.approx(1 / (1 + math.exp(threshold - logit)), abs=1e-6)
    assert len(set(reading.types.values())) == 1


@pytest.mark.parametrize(
    ("parts", "variant"),
    [
        (({"privacy": 1.0},), "privacy"),
        (({"privacy": 1.0, "security": 2.0},), "security"),
        (({"privacy": 1.0}, {"security": 3.0}), "security"),
        (({"privacy": -1.0}, {"security": -3.0}), "privacy"),
        (({"privacy": 3.0, "security": 1.0}, {"security": 1.0}), "privacy"),
        (({"privacy": 3.0, "security": 1.0}, {"privacy": -3.0, "security": 1.0}), "security"),
    ],
)
def test_the_likelier_variant_is_told(reports: Reports, parts: Sequence[dict[str, float]], variant: str) -> None:
    """By all parts together; of types without variants none is."""
    said = [{f"information_incident/{name}": value for name, value in part.items()} for part in parts]
    assert written(reports, *said).read("it happened", "employee").variants == {"information_incident": variant}


def test_a_type_that_the_network_does_not_know_is_never_told(reports: Reports, labels: ReportLabels) -> None:
    """Nor a variant; where it knows none of them, nothing is told but the danger."""
    names = tuple(name for name in labels.names if name not in ("harassment", "information_incident/security"))
    reader = OnnxReportReader(WrittenNetwork(names, {}), np.zeros(len(names), np.float32), reports.types)
    reading = reader.read("it happened", "employee")
    assert "harassment" not in reading.types
    assert sum(reading.types.values()) == pytest.approx(1)
    assert reading.variants == {"information_incident": "privacy"}
    new = ReportType(id="noise", name="Noise", covers="Noise.", handling="case", urgency=4)
    at = np.zeros(len(labels.names), np.float32)
    strange = OnnxReportReader(WrittenNetwork(labels.names, {DANGER: 2.0}), at, {"noise": new})
    reading = strange.read("it happened", "employee")
    assert (reading.types, reading.variants, reading.danger > 0.5) == ({}, {}, True)
