"""Fields of forms as places in a modal: every kind, with what was answered, and within Slack's limits."""

from typing import Any

import pytest

from bot.slack.blocks import option
from bot.slack.incoming import shown
from bot.slack.rendering import entry
from bot.slack.rendering.entry import Place
from bot.slack.rendering.form_fields import form_fields
from bot.slack.reporting.drafts import Draft
from bot.slack.reporting.entered import read
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.model import Answer, Field, FieldKind, Form, Option
from handlers.forms.report import REPORT
from tests.bot.slack.block_kit import problems
from tests.bot.slack.requests import fill

OPTIONS = tuple(Option(id=f"o{number}", label=f"Option {number}") for number in range(3))
MANY = tuple(Option(id=f"o{number}", label=f"Option {number} {'x' * 90}") for number in range(12))


def a_field(kind: FieldKind, **more: Any) -> Field:
    """Return a field of a kind."""
    return Field(**{"id": "asked", "label": "What is asked?", "kind": kind, **more})


def blocks_of(field: Field, answer: Answer = "") -> list[dict[str, Any]]:
    """Return the blocks of a field."""
    found = [one.to_dict() for one in form_fields([field], {field.id: answer} if answer else {}, page=True)]
    assert problems(found, "modal") == []
    return found


def again(field: Field, blocks: list[dict[str, Any]], entered: dict[str, Any] | None = None) -> Answer | None:
    """Return the answer that is read where these blocks are sent."""
    view = {"id": "V1", "type": "modal", "state": {"values": fill({"blocks": blocks}, entered or {})}}
    form = Form(id="test", title="Test", lead="", opening=field.id, fields=(field,))
    draft = Draft(id="1", owner="slack:T/U", kind="report", begun_at="")
    return read(draft, "about", shown(view), form).answers.get(field.id)


@pytest.mark.parametrize(
    ("field", "element", "answer"),
    [
        (a_field("line"), "plain_text_input", "One line."),
        (a_field("long"), "plain_text_input", "Two\n\nlines."),
        (a_field("choice", options=OPTIONS), "radio_buttons", "o1"),
        (a_field("choice", options=MANY), "static_select", "o11"),
        (a_field("several", options=OPTIONS), "checkboxes", ("o0", "o2")),
        (a_field("several", options=MANY), "multi_static_select", ("o0", "o11")),
        (a_field("date"), "datepicker", "2026-11-20"),
        (a_field("moment"), "datepicker", "2026-11-20"),
        (a_field("moment"), "datepicker", "2026-11-20T14:30"),
        (a_field("lines"), "plain_text_input", ("First", "Second")),
    ],
)
def test_every_kind_is_shown_and_read_back(field: Field, element: str, answer: Answer) -> None:
    """With what was answered standing in it, as it was answered; and without, empty."""
    blocks = blocks_of(field, answer)
    assert blocks[0]["element"]["type"] == element
    assert again(field, blocks) == answer
    assert again(field, blocks_of(field)) is None


def test_label_help_and_limit_are_those_of_the_field() -> None:
    """What is required must be entered; Slack takes no more than 3,000 characters in one place."""
    (line,) = blocks_of(a_field("line", help="As you know it.", limit=300, required=True))
    assert (line["label"]["text"], line["hint"]["text"]) == ("What is asked?", "As you know it.")
    assert (line["optional"], line["element"]["max_length"]) == (False, 300)
    (long,) = blocks_of(a_field("long", help="Briefly.", limit=20_000))
    assert (long["optional"], long["element"]["max_length"]) == (True, 3000)
    assert long["hint"]["text"].startswith("Briefly. There is room for 3,000 characters here; add the rest")


def test_what_was_chosen_can_be_left_out_again_unless_it_is_required() -> None:
    """Slack lets nobody take back a choice."""
    field = a_field("choice", options=OPTIONS)
    (block,) = blocks_of(field, "o1")
    assert again(field, [block], {"f/asked": "-"}) is None
    (block,) = blocks_of(a_field("choice", options=OPTIONS, required=True))
    assert [one["value"] for one in block["element"]["options"]] == ["o0", "o1", "o2"]
    assert "initial_option" not in block["element"]


def test_a_day_may_stand_without_a_time_and_a_time_not_without_a_day() -> None:
    """The latter is kept, so that the person sees it, and is told."""
    field = a_field("moment", required=True)
    day, time = blocks_of(field)
    assert (day["optional"], time["optional"]) == (False, True)
    assert again(field, [day, time], {"f/asked": "2026-11-20"}) == "2026-11-20"
    loose = a_field("moment")
    assert again(loose, blocks_of(loose), {"f/asked/time": "14:30"}) == "T14:30"
    _, kept = blocks_of(loose, "T14:30")
    assert kept["element"]["initial_time"] == "14:30"


@pytest.mark.parametrize("text", ["word " * 2000, "line\n" * 1500, "first\n\n" + "x" * 2990 + "\n\nlast " * 30])
def test_a_text_that_is_longer_than_one_place_loses_nothing(text: str) -> None:
    """It stands in several, and is read back as it was, however often; a space may have become a line break."""
    field, text = a_field("long", limit=20_000), text.strip()
    blocks = blocks_of(field, text)
    once = again(field, blocks)
    assert len(blocks) > 1
    assert isinstance(once, str)
    assert [*once.split()] == [*text.split()]
    assert once.replace("\n", " ") == text.replace("\n", " ")
    assert again(field, blocks_of(field, once)) == once


@pytest.mark.parametrize("form", [REPORT, DISCLOSURE])
def test_whole_forms_are_taken(form: Form) -> None:
    """All of their fields at once."""
    blocks = [one.to_dict() for one in form_fields(form.fields, {}, page=True)]
    assert problems(blocks, "modal") == []


def test_a_long_list_is_in_groups() -> None:
    """Slack takes a hundred options in one."""
    options = [option(f"unit {number}", f"Unit {number}") for number in range(250)]
    block = entry.in_list(Place(id="unit", label="Your unit"), options, "unit 249").to_dict()
    assert problems([block], "modal") == []
    assert [len(one["options"]) for one in block["element"]["option_groups"]] == [100, 100, 50]
    assert block["element"]["initial_option"]["value"] == "unit 249"


def test_another_choice_is_another_place() -> None:
    """Otherwise Slack would keep what was chosen among others."""
    first, second = [option("a", "A")], [option("b", "B")]
    assert entry.among("choice/0", first) == entry.among("choice/0", list(first))
    assert entry.among("choice/0", first) != entry.among("choice/0", second)
