"""Cases: filed, changed, found again, disposed of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage.cases import SqlCaseStore
from bot.storage.keys import Keyring
from bot.storage.open_times import hour_of
from bot.storage.outbox import SqlOutbox
from handlers.cases.case import Case
from handlers.cases.events import Event
from handlers.cases.store import Changed, Gone, HistoryEntry
from handlers.request import BadRequest
from tests.bot.storage.builders import (
    ANA,
    IDENTITY,
    MINUTE,
    NOON,
    RECEIPT,
    REPORTER_NAME,
    SUBMISSION,
    case,
    notice,
    received,
    said,
)
from tests.bot.storage.places import Open, Place

LATER = NOON + timedelta(days=1)


async def filed(store: SqlCaseStore, one: Case, *urgencies: int) -> Case:
    """File a case under a receipt and a press of its own."""
    notices = [notice(urgency=urgency) for urgency in urgencies]
    return await store.file(received(one, *notices), submission=f"press {one.id}", receipt=f"receipt {one.id}")


async def actions(store: SqlCaseStore, id_: str | None = None) -> list[tuple[int, str]]:
    """Return the numbers and actions of a history."""
    return [(entry.number, entry.action) async for entry in store.history(id_)]


async def test_what_was_filed_is_there_in_another_process(
    store: SqlCaseStore, open_database: Open, keyring: Keyring
) -> None:
    """The case whole, its history, and what is to be sent."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    other = open_database()
    assert await SqlCaseStore(other, keyring).get(one.id) == one
    assert [entry async for entry in SqlCaseStore(other, keyring).history()] == [
        HistoryEntry(
            number=1, case=one.id, at=NOON, action="received", actor="reporter", who=REPORTER_NAME, details=None
        )
    ]
    [pending] = await SqlOutbox(other, keyring).claim(NOON, 9, MINUTE)
    assert (pending.case, pending.notice, pending.created_at) == (one.id, notice(), NOON)
    assert (pending.failures, pending.alarmed) == (0, False)


async def test_the_same_press_of_a_button_files_once(store: SqlCaseStore, place: Place) -> None:
    """The second time the first case is returned, as it is by then; its receipt counts."""
    first = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    changed = await store.change(first.id, said("more"), at=LATER)
    assert await store.file(received(case()), submission=SUBMISSION, receipt="another") == changed
    assert await store.by_receipt(RECEIPT) == changed
    assert await store.by_receipt("another") is None
    assert [place.count(table) for table in ("cases", "history", "outbox")] == [1, 2, 1]


async def test_a_change_is_kept_with_its_history_and_notices(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """In this order: what was sent first comes first."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    after = await store.change(one.id, said("more", notice(kind="message")), at=LATER)
    assert [message.text for message in after.messages][-1] == "more"
    assert await store.get(one.id) == after
    *_, entry = [entry async for entry in store.history(one.id)]
    assert (entry.number, entry.at, entry.action, entry.details) == (2, LATER, "added", "more")
    assert [(item.kind, item.created_at) for item in await outbox.waiting()] == [("case", NOON), ("message", LATER)]


async def test_a_change_that_changes_nothing_writes_nothing(store: SqlCaseStore, place: Place) -> None:
    """Not even a version."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    before = [place.run(f"SELECT * FROM {table}") for table in ("cases", "history", "outbox", "history_head")]
    assert await store.change(one.id, lambda kept: Changed(case=kept), at=LATER) == one
    assert [place.run(f"SELECT * FROM {table}") for table in ("cases", "history", "outbox", "history_head")] == before


async def test_a_change_without_an_entry_is_kept(store: SqlCaseStore, place: Place) -> None:
    """Such as a wrong code that somebody tried; so is an entry without a change."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    await store.change(one.id, lambda kept: Changed(case=replace(kept, nobody_left=True)), at=LATER)
    assert (await store.get(one.id)).nobody_left
    read = Event(action="read", actor="recipient", who="Bo")
    await store.change(one.id, lambda kept: Changed(case=kept, events=(read,)), at=LATER)
    assert await actions(store) == [(1, "received"), (2, "read")]
    assert place.run("SELECT version FROM cases") == [(3,)]


async def test_a_change_that_raises_keeps_nothing(store: SqlCaseStore) -> None:
    """What it raises comes through."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)

    def refuse(_: Case) -> Changed:
        raise BadRequest("not so")

    with pytest.raises(BadRequest, match="not so"):
        await store.change(one.id, refuse, at=LATER)
    assert await store.get(one.id) == one
    assert await actions(store) == [(1, "received")]


async def test_a_change_cannot_turn_a_case_into_another(store: SqlCaseStore) -> None:
    """That would be a mistake of ours; nothing is kept of it."""
    one, other = await filed(store, case()), await filed(store, case())
    with pytest.raises(ValueError, match="another case"):
        await store.change(one.id, lambda _: Changed(case=other), at=LATER)
    assert await store.get(one.id) == one


async def test_what_is_not_there_is_told(store: SqlCaseStore) -> None:
    """Before anything was kept, and after."""
    for _ in range(2):
        with pytest.raises(Gone):
            await store.get("nowhere")
        with pytest.raises(Gone):
            await store.change("nowhere", said("more"), at=NOON)
        with pytest.raises(Gone):
            await store.dispose("nowhere", record="x", at=NOON)
        assert await store.by_number("C-1") is None
        assert await store.by_receipt("C-1") is None
        assert await store.of_reporter(IDENTITY) == []
        assert await store.due(LATER) == []
        assert await actions(store, "nowhere") == []
        await filed(store, case(reporter=None, next_at=None))


@pytest.mark.parametrize(
    "spelt", [RECEIPT, RECEIPT.lower(), RECEIPT.replace("-", ""), f" {RECEIPT} ".replace("-", "–")]
)
async def test_a_code_is_found_however_it_is_spelt(store: SqlCaseStore, spelt: str) -> None:
    """Without dashes, in small letters, with other dashes."""
    one = await store.file(received(case(number="C-7QK4-M2XD")), submission=SUBMISSION, receipt=RECEIPT)
    assert await store.by_receipt(spelt) == one
    assert await store.by_number("c7qk4 m2xd") == one
    assert await store.by_receipt("C-7QK4-M2XD") is None
    assert await store.by_number(RECEIPT) is None


async def test_the_cases_of_a_person_are_the_newest_first(store: SqlCaseStore) -> None:
    """Nobody else's, and no anonymous ones."""
    old = await filed(store, case())
    new = await filed(store, case(filed_at=LATER))
    await filed(store, case(reporter=None))
    await filed(store, case(reporter=replace(ANA, identity=None)))
    others = await filed(store, case(reporter=replace(ANA, identity="slack:T1/U2")))
    assert await store.of_reporter(IDENTITY) == [new, old]
    assert await store.of_reporter("slack:T1/U2") == [others]


async def test_what_is_due_comes_the_most_urgent_first(store: SqlCaseStore) -> None:
    """Then what has waited longest; codes and what has no time are not among it."""
    late = await filed(store, case(next_at=LATER), 2)
    early = await filed(store, case(next_at=NOON), 2)
    urgent = await filed(store, case(next_at=LATER), 3, 0)
    await filed(store, case(next_at=LATER + MINUTE), 0)
    await filed(store, case(next_at=None), 0)
    assert await store.due(LATER) == [urgent.id, early.id, late.id]
    await store.change(urgent.id, lambda kept: Changed(case=replace(kept, next_at=None)), at=LATER)
    assert await store.due(LATER) == [early.id, late.id]


async def test_what_is_known_without_keys_follows_the_case(store: SqlCaseStore) -> None:
    """The oldest first, as it is now; of an anonymous one, the hour alone."""
    new = await filed(store, case(filed_at=LATER, reporter=None))
    old = await filed(store, case())
    await store.change(old.id, lambda kept: Changed(case=replace(kept, state="closed", on_hold=True)), at=LATER)
    first, second = await store.summaries()
    assert (first.id, first.state, first.on_hold, first.anonymous) == (old.id, "closed", True, False)
    assert (second.id, second.kind, second.org, second.type) == (new.id, "report", "alder-creek", "harassment")
    hours = [hour_of(LATER), hour_of(NOON + timedelta(days=2))]
    assert ([second.filed_at, second.next_at], second.anonymous) == (hours, True)
    assert await store.get(new.id) == new
    assert {first.disposed_at, second.disposed_at} == {None}


async def test_the_history_of_all_is_in_order_without_gaps(store: SqlCaseStore) -> None:
    """One case's entries are part of it."""
    one, other = await filed(store, case()), await filed(store, case())
    for word in ("a", "b"):
        for each in (one, other):
            await store.change(each.id, said(word), at=LATER)
    assert [number for number, _ in await actions(store)] == [1, 2, 3, 4, 5, 6]
    assert await actions(store, other.id) == [(2, "received"), (4, "added"), (6, "added")]


async def test_a_long_history_is_yielded_whole(store: SqlCaseStore) -> None:
    """However many entries one reads at once."""
    one = await filed(store, case())
    read = tuple(Event(action="read", actor="recipient", details=str(number)) for number in range(1200))
    await store.change(one.id, lambda kept: Changed(case=kept, events=read), at=LATER)
    assert [entry.details async for entry in store.history()] == [None, *(str(number) for number in range(1200))]


async def test_after_disposal_it_was_there_and_that_is_all(
    store: SqlCaseStore, outbox: SqlOutbox, place: Place
) -> None:
    """The record of the disposal stays; everything else that anybody said is gone, what was on its way included."""
    one, other = await filed(store, case()), await filed(store, case())
    await store.change(one.id, said("more", notice()), at=NOON)
    await store.dispose(one.id, record="Disposed of under 1-2.", at=LATER)
    with pytest.raises(Gone):
        await store.get(one.id)
    with pytest.raises(Gone):
        await store.change(one.id, said("more"), at=LATER)
    with pytest.raises(Gone):
        await store.dispose(one.id, record="again", at=LATER)
    assert await store.by_number(one.number) is None
    assert await store.by_receipt(f"receipt {one.id}") is None
    assert await store.of_reporter(IDENTITY) == [other]
    assert await store.due(LATER + timedelta(days=9)) == [other.id]
    assert [(entry.action, entry.details) async for entry in store.history(one.id) if entry.who or entry.details] == [
        ("delivery_withdrawn", "case"),
        ("delivery_withdrawn", "case"),
        ("disposed", "Disposed of under 1-2."),
    ]
    assert [item.case for item in await outbox.waiting()] == [other.id]
    assert {summary.id: summary.disposed_at for summary in await store.summaries()} == {one.id: LATER, other.id: None}
    assert place.run("SELECT sealed, reporter_hash FROM cases WHERE id = :id", id=one.id) == [(None, None)]


async def test_a_case_under_legal_hold_is_not_disposed_of(store: SqlCaseStore) -> None:
    """Even where somebody put it under it only just now."""
    one = await filed(store, case())
    await store.change(one.id, lambda kept: Changed(case=replace(kept, on_hold=True)), at=LATER)
    with pytest.raises(BadRequest, match=f"Case {one.number} is under legal hold"):
        await store.dispose(one.id, record="x", at=LATER)
    assert (await store.get(one.id)).on_hold


async def test_what_was_disposed_of_is_not_filed_again(store: SqlCaseStore, place: Place) -> None:
    """The press of a button that filed it is remembered."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    await store.dispose(one.id, record="x", at=LATER)
    with pytest.raises(Gone):
        await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    assert place.count("cases") == 1


async def test_a_closed_store_opens_itself_again(store: SqlCaseStore) -> None:
    """Closing loses nothing."""
    one = await filed(store, case())
    await store.close()
    assert await store.get(one.id) == one


async def test_how_often_a_case_was_changed_is_known_without_opening_it(store: SqlCaseStore) -> None:
    """Of those that there are; what changes nothing does not count."""
    one, other = await filed(store, case(id="one")), await filed(store, case(id="other"))
    assert await store.versions([one.id, other.id, "none"]) == {one.id: 1, other.id: 1}
    await store.change(one.id, lambda case: Changed(case=replace(case, on_hold=True)), at=NOON)
    await store.change(one.id, lambda case: Changed(case=case), at=NOON)
    await store.dispose(other.id, record="gone", at=NOON)
    assert await store.versions([one.id, other.id]) == {one.id: 2}
    assert await store.versions([]) == {}
