"""The types and examples of a library -> what reports are read with."""

from index.adapter import question_digest
from index.network import weights as shipped
from index.network.build import Workshop
from index.network.calibration import Calibration
from index.network.told import Told
from index.network.weights import NetworkWeights
from index.reports.labels import DANGER, labels_of, told
from knowledge import questions
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports


def calibrate(library: Library, workshop: Workshop, before: Calibration | None) -> Calibration | None:
    """Prepare the network for reports that comes with the product.

    Args:
        library: Its examples are learned from.
        workshop: Where it is prepared.
        before: What the last build learned; it is used again where nothing changed.

    Returns:
        None where the library has no types of reports, or no network was learned.

    Raises:
        KnowledgeError: The types, routes or examples are broken.
        IndexUnusable: The network cannot be exported, or nothing can be written.
    """
    reports = knowledge_reports.load(library)
    weights = shipped.load(shipped.REPORTS)
    if reports is None or weights is None:
        return None
    return workshop.calibrate(weights, unseen(library, reports, weights), before, what="reports", not_to_miss=(DANGER,))


def unseen(library: Library, reports: Reports, weights: NetworkWeights) -> Told:
    """Return the reports and messages of a library that a network did not learn from.

    Raises:
        KnowledgeError: An example or a message is broken.
    """
    seen, examples = weights.adapter.learned_from, knowledge_reports.examples(library, reports)
    labels, danger = labels_of(reports.types.values()), questions.load(library).danger
    return told(examples, danger, labels, lambda text: question_digest(text) not in seen)
