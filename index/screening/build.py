"""The screening data of a library -> what drafts are read with."""

from index.adapter import question_digest
from index.network import weights as shipped
from index.network.build import Workshop
from index.network.calibration import Calibration
from index.network.told import Told
from index.network.weights import NetworkWeights
from index.screening.labels import DANGER, labels_of
from index.screening.told import told
from knowledge import questions
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening


def calibrate(library: Library, workshop: Workshop, before: Calibration | None) -> Calibration | None:
    """Prepare the network for drafts that comes with the product.

    Args:
        library: Its examples are learned from.
        workshop: Where it is prepared.
        before: What the last build learned; it is used again where nothing changed.

    Returns:
        None where the library has no screening data, or no network was learned.

    Raises:
        KnowledgeError: The screening data is broken.
        IndexUnusable: The network cannot be exported, or nothing can be written.
    """
    screening = knowledge_screening.load(library)
    weights = shipped.load(shipped.DRAFTS)
    if screening is None or weights is None:
        return None
    left = unseen(library, screening, weights)
    return workshop.calibrate(weights, left, before, what="drafts", not_to_miss=(DANGER,))


def unseen(library: Library, screening: Screening, weights: NetworkWeights) -> Told:
    """Return the drafts and messages of a library that a network did not learn from.

    Raises:
        KnowledgeError: An example or a message is broken.
    """
    seen, examples = weights.adapter.learned_from, knowledge_screening.examples(library, screening)
    labels = labels_of(screening.categories.values())
    return told(examples, questions.load(library).danger, labels, lambda text: question_digest(text) not in seen)
