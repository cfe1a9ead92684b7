"""A whole guideline text as a page: its header, its table of contents, its words."""

from html import escape

from bot.web import layout
from bot.web.rendering import Entry, render
from knowledge.document import Document, Passage


def document_page(document: Document, organisation: str, passage: str | None) -> str:
    """Return the main part of the page.

    Args:
        document: The text.
        organisation: Name of the organisation whose rule it is.
        passage: Hash of the passage to highlight (its id without the document), or None.
    """
    cited = next((one for one in document.passages if one.id == f"{document.id}#{passage}"), None)
    body, outline = render(document, cited)
    return (
        f'<main id="main" class="page document"><header><h1>{escape(document.title)}</h1>'
        f"{_facts(document, organisation)}</header>{_pointer(cited, passage)}"
        f"{_contents(outline, document, cited)}<article>{body}</article></main>"
    )


def _facts(document: Document, organisation: str) -> str:
    rows = {
        "Whose rule": organisation,
        "Publisher": document.publisher,
        "Date": layout.written_date(document.date),
        "Speaks of": layout.CAPACITIES[document.capacity],
        "Status": document.status_note,
        "Rights": document.rights,
    }
    parts = (f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows.items() if value)
    warning = layout.label("Superseded", "warning") if document.status == "superseded" else ""
    return f'{warning}<dl class="facts">{"".join(parts)}</dl>'


def _pointer(cited: Passage | None, asked_for: str | None) -> str:
    if cited:
        text = f'The cited passage is highlighted. <a href="#{escape(cited.anchor)}">Go to the passage</a>'
    elif asked_for:
        text = "The passage that this link names is not in the text; the text may have changed since."
    else:
        return ""
    return f'<p class="pointer">{text}</p>'


def _contents(outline: tuple[Entry, ...], document: Document, cited: Passage | None) -> str:
    # With a passage highlighted, its section's id stands on the passage; the sections are then opened without it.
    page = f"/documents/{escape(document.id)}" if cited else ""
    items = "".join(
        f'<li class="level-{entry.level}"><a href="{page}#{escape(entry.anchor)}">{escape(entry.text)}</a></li>'
        for entry in outline
    )
    return f'<details class="contents"><summary>Contents</summary><ul>{items}</ul></details>' if items else ""
