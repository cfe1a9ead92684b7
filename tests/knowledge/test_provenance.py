"""The verbatim check: every letter of a text is its original's."""

import hashlib
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.document import Difference, Document, Provenance
from knowledge.front_matter import read_document
from knowledge.library import DEFAULT_FOLDER, Library
from knowledge.provenance import problems

ORIGINALS = DEFAULT_FOLDER / "originals"
DOCUMENT_IDS = ("bc-2010-guidelines", "bc-2019-qa", "bc-policy-summary-33", "ns-policy-6-9", "sk-ipc-2-07")

BODY = """\
# Tides

- Publish the *table*
  before six.

::: furniture Foot

Page 2

:::

Ask [the desk](#)."""
ORIGINAL = "TIDES\n\npublish the table\fbefore six. Page 2\n\nAsk [the desk](http://desk.example/x_9) .\n"


def document_of(texts_only: Path, original: bytes = ORIGINAL.encode()) -> tuple[Document, Path]:
    """Return a document, and the folder that holds its original with these bytes."""
    originals = texts_only / "originals"
    originals.mkdir()
    (originals / "rules.txt").write_bytes(original)
    document = read_document(texts_only / "documents" / "rules.md")
    made_from = Provenance(file="rules.txt", sha256=hashlib.sha256(original).hexdigest())
    return replace(document, markdown=BODY, provenance=made_from), originals


@pytest.mark.parametrize("document", DOCUMENT_IDS)
def test_every_text_of_the_product_is_its_original_letter_by_letter(library: Library, document: str) -> None:
    """Each of the five has an original, and nothing differs but what is listed with its reason."""
    found = library.documents[document]
    assert found.provenance is not None
    assert list(problems(found, ORIGINALS)) == []
    assert all(len(one.reason) > 20 for one in found.differences)


def test_the_product_has_five_texts(library: Library) -> None:
    """Those that the check above goes through, and no other."""
    assert tuple(library.documents) == DOCUMENT_IDS


@pytest.mark.parametrize("document", DOCUMENT_IDS)
def test_a_letter_that_changes_anywhere_in_a_text_is_found(library: Library, document: str) -> None:
    """Tried at places all over it: in the first passage, in the last, and at random between them."""
    found = library.documents[document]
    words = [word for one in found.passages for word in one.text.split() if word.isalpha() and len(word) > 6]
    for word in {words[0], words[-1], *random.Random(6).sample(words, 8)}:
        # In the text, that is, not in an attribute or an address.
        changed = re.sub(rf"(?<![=/\w]){word}", f"{word[:3]}ß{word[4:]}", found.markdown, count=1)
        (problem,) = problems(replace(found, markdown=changed), ORIGINALS)
        assert problem.startswith(f"{document}: differs from the original")


def test_every_letter_counts(texts_only: Path) -> None:
    """Whichever one is changed or left out, and whatever is added, the check says so."""
    document, originals = document_of(texts_only)
    assert list(problems(document, originals)) == []
    skipped = range(BODY.index("furniture"), BODY.index("Page 2"))
    for place, letter in enumerate(BODY):
        if letter.isalnum() and place not in skipped:
            for instead in ("", "ß", letter + letter):
                changed = BODY[:place] + instead + BODY[place + 1 :]
                assert list(problems(replace(document, markdown=changed), originals)), changed
    assert list(problems(replace(document, markdown=BODY + "\n\nAnd more."), originals))


def test_only_letters_and_digits_count(texts_only: Path) -> None:
    """White space, marks, case and where a link leads are the conversion's."""
    document, originals = document_of(texts_only)
    changed = BODY.replace("# Tides", "### TIDES:").replace("(#)", "(https://elsewhere.example)").replace("*", "**")
    assert changed != BODY
    assert list(problems(replace(document, markdown=changed), originals)) == []


def test_a_problem_shows_both_wordings(texts_only: Path) -> None:
    """Where they first differ, with what stands around it."""
    document, originals = document_of(texts_only)
    changed = replace(document, markdown=BODY.replace("six", "seven"))
    (problem,) = problems(changed, originals)
    assert "tablebeforeseven" in problem
    assert "tablebeforesix" in problem


def test_a_listed_difference_is_allowed_for(texts_only: Path) -> None:
    """With it the text is sound, without it not."""
    document, originals = document_of(texts_only)
    changed = replace(document, markdown=BODY.replace("before six", "before seven"))
    listed = Difference(original="table\nbefore six", document="table before seven", reason="The clock was changed.")
    assert list(problems(changed, originals))
    assert list(problems(replace(changed, differences=(listed,)), originals)) == []


@pytest.mark.parametrize("words", ["before noon", "b", "..."])
def test_a_listed_difference_must_stand_once_in_the_original(texts_only: Path, words: str) -> None:
    """One that is not there, stands there more than once, or has no letters is a problem itself."""
    document, originals = document_of(texts_only)
    listed = Difference(original=words, document=words, reason="None.")
    (problem,) = problems(replace(document, differences=(listed,)), originals)
    assert "is not once in the original" in problem
    assert words in problem


def test_another_file_under_the_originals_name_is_found(texts_only: Path) -> None:
    """Even one whose letters are all the same."""
    document, originals = document_of(texts_only)
    (originals / "rules.txt").write_text(ORIGINAL + "\n", encoding="utf-8")
    (problem,) = problems(document, originals)
    assert "sha256 differs" in problem


@pytest.mark.parametrize("document", DOCUMENT_IDS)
def test_another_original_of_the_product_is_found(library: Library, tmp_path: Path, document: str) -> None:
    """A byte more, and it is not the file that the text was made from."""
    found = library.documents[document]
    assert found.provenance is not None
    name = found.provenance.file
    (tmp_path / name).write_bytes((ORIGINALS / name).read_bytes() + b" ")
    (problem,) = problems(found, tmp_path)
    assert problem.startswith(f"{document}: {name} is not the file")


def test_an_original_that_is_not_there_is_a_problem(texts_only: Path) -> None:
    """Named with the folder in which it was looked for."""
    document, originals = document_of(texts_only)
    (originals / "rules.txt").unlink()
    (problem,) = problems(document, originals)
    assert f"rules.txt is not in {originals}" in problem


def test_an_original_that_is_no_text_is_a_problem(texts_only: Path) -> None:
    """In another encoding its letters cannot be compared."""
    document, originals = document_of(texts_only, "Café".encode("latin-1"))
    (problem,) = problems(document, originals)
    assert "cannot be read as UTF-8" in problem


def test_a_text_that_names_no_original_cannot_be_checked(texts_only: Path) -> None:
    """Which is said, with the field that would name it."""
    document, originals = document_of(texts_only)
    (problem,) = problems(replace(document, provenance=None), originals)
    assert "front matter: provenance" in problem


def test_links_tags_and_entities_of_the_original_are_resolved(texts_only: Path) -> None:
    """What the conversion to text left of them is not part of the words."""
    original = ORIGINAL.replace("before six", "<b>before</b> s&amp;ix").replace("&amp;", "&")
    document, originals = document_of(texts_only, original.encode())
    assert list(problems(document, originals)) == []
