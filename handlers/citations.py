"""Passages of the texts as citations."""

from handlers.reply import Citation
from knowledge.document import Passage
from knowledge.library import Library


def cite(passage: Passage, library: Library, org: str | None, *, score: float, quote: str | None = None) -> Citation:
    """Return a passage as a citation.

    Args:
        passage: What is cited.
        library: The texts and what belongs to them.
        org: Organisation of the reader, or None.
        score: How sure it is that this passage is the right one; 0 to 1.
        quote: The part of the passage that matters, verbatim; by default all of it.
    """
    document = library.documents[passage.document]
    return Citation(
        document=document.id,
        title=document.title,
        section=passage.section,
        anchor=passage.anchor,
        passage_id=passage.id,
        quote=quote or passage.text,
        lead_in=passage.lead_in,
        organisation=document.organisation,
        organisation_name=library.organisations[document.organisation].name,
        foreign=org not in (None, document.organisation),
        capacity=passage.capacity,
        date=document.date,
        status=document.status,
        status_note=document.status_note,
        not_included=tuple(reference.name for reference in library.references_of.get(passage.id, ())),
        score=score,
    )
