"""The office of a service: opened once there is what it needs, kept up with texts and files."""

import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from bot.office import Office
from bot.reception import Reception
from bot.settings import Settings, SettingsError
from bot.storage import keys
from bot.storage.errors import StorageUnusable
from bot.wiring import Assistant
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from tests import alder_creek, alder_creek_reports

MAIL = {"smtp_host": "mail.example", "mail_from": "conduct@gov.example"}
BEHIND = {"proxy_header": "X-Person", "trusted_proxies": "127.0.0.1/32", "base_url": "https://conduct.example"}
"""A proxy on the same machine, where people sign in."""


@dataclass(slots=True)
class Texts:
    """All that an office asks of an assistant."""

    settings: Settings
    library: Library

    def take_up(self) -> None:
        """Read the texts, as with a new index."""
        self.library = knowledge_library.load(self.settings.knowledge)


@dataclass(slots=True)
class Town:
    """A folder with the texts of Alder Creek, what its people set, and what is stored."""

    folder: Path

    def texts(self, **changes: object) -> Texts:
        """Return its texts, with these settings beside those of every town."""
        contacts, rules = self.contacts, self.folder / "case-rules.yaml"
        given = {"knowledge": self.knowledge, "var": self.folder, "contacts": contacts, "case_rules": rules, **changes}
        made = Settings(_env_file=None, **given)  # type: ignore[arg-type]
        return Texts(made, knowledge_library.load(self.knowledge))

    @property
    def knowledge(self) -> Path:
        """Where the texts are."""
        return self.folder / "alder-creek"

    @property
    def contacts(self) -> Path:
        """Where the contacts file is."""
        return self.folder / "contacts.yaml"

    def edit(self, before: str, after: str, path: Path | None = None) -> None:
        """Change words of the contacts file, or another one."""
        path = path or self.contacts
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
        at = path.stat().st_mtime_ns + 1_000_000_000
        os.utime(path, ns=(at, at))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town that takes reports."""
    alder_creek_reports.write(tmp_path / "alder-creek")
    alder_creek_reports.write_deployment(tmp_path)
    return Town(tmp_path)


def reception(texts: Texts) -> Reception:
    """Return the reception of a service with these texts."""
    return Reception(cast("Assistant", texts))


@pytest.fixture
async def opened(town: Town) -> AsyncIterator[tuple[Reception, Texts]]:
    """A reception whose office is open, and its texts."""
    texts = town.texts()
    made = reception(texts)
    yield made, texts
    await office_of(made).close()


def office_of(made: Reception) -> Office:
    """Return the office, which is open."""
    office = made.now()
    assert isinstance(office, Office)
    return office


def fills(made: Reception, role: str) -> list[str]:
    """Return the names of who fills a role in the town."""
    return [one.name for one in office_of(made).desks.staff.people("alder-creek", None, role)]


def test_a_changed_contacts_file_is_taken_up(opened: tuple[Reception, Texts], town: Town) -> None:
    """Who was taken out receives nothing from then on; no restart is needed."""
    made, _ = opened
    assert (fills(made, "town_clerk"), made.refresh()) == (["Sam Roy"], False)
    town.edit("{name: Sam Roy, mail: sam.roy@", "{name: Ada Bell, mail: ada.bell@")
    assert (made.refresh(), made.refresh()) == (True, False)
    assert fills(made, "town_clerk") == ["Ada Bell"]


def test_changed_case_rules_are_taken_up(opened: tuple[Reception, Texts], town: Town) -> None:
    """As the contacts file is."""
    made, _ = opened
    town.edit("in the Town's own database", "in the vault", town.folder / "case-rules.yaml")
    assert made.refresh()
    assert "vault" in office_of(made).desks.work.practice.rules("alder-creek").kept


def test_what_is_broken_leaves_in_use_what_was_there(opened: tuple[Reception, Texts], town: Town) -> None:
    """With new texts too; it is told once a change, and taken up once it is mended."""
    made, texts = opened
    before = office_of(made).desks
    town.edit("contact: intake", "contact: intakes")
    with pytest.raises(KnowledgeError, match="'intakes' is no contact"):
        made.refresh()
    assert not made.refresh()
    texts.take_up()
    with pytest.raises(KnowledgeError):
        made.refresh()
    assert not made.refresh()
    assert office_of(made).desks is before
    town.edit("contact: intakes", "contact: intake")
    assert made.refresh()
    assert office_of(made).desks.library is texts.library


async def test_cases_are_looked_after_whatever_is_broken(opened: tuple[Reception, Texts], town: Town) -> None:
    """Reminders, escalation and notes of deliveries go on by what was there before."""
    made, texts = opened
    town.contacts.write_text("nonsense", "utf-8")
    texts.take_up()
    assert await office_of(made).look_after() == 0
    with pytest.raises(KnowledgeError):
        made.refresh()
    assert await office_of(made).look_after() == 0


async def test_an_office_is_opened_once_there_is_something_to_report(tmp_path: Path) -> None:
    """Until then there is a reason, and no key is made; whoever wants no reports is not told of it again and again."""
    town = Town(tmp_path)
    alder_creek.write(town.knowledge)
    texts = town.texts(contacts=None, case_rules=None)
    made = reception(texts)
    why = made.now()
    assert isinstance(why, KnowledgeError)
    assert "no report is taken" in str(why)
    assert why.__traceback__  # where it came from can be logged
    texts.take_up()
    assert not made.refresh()
    assert not (tmp_path / "keys.json").exists()
    alder_creek_reports.write(town.knowledge)
    assert not made.refresh()  # they are taken up with their index
    texts.take_up()
    assert made.refresh()
    assert fills(made, "intake")
    await office_of(made).close()


async def test_broken_report_data_is_told_once_and_taken_up_when_mended(town: Town) -> None:
    """Asking goes on without it."""
    types = town.knowledge / "reports" / "types.yaml"
    town.edit("- id: harassment", "- idd: harassment", types)
    texts = town.texts()
    made = reception(texts)
    assert isinstance(made.now(), KnowledgeError)
    texts.take_up()
    with pytest.raises(KnowledgeError):
        made.refresh()
    assert not made.refresh()
    town.edit("- idd: harassment", "- id: harassment", types)
    texts.take_up()
    assert made.refresh()
    await office_of(made).close()


@pytest.mark.parametrize("text", [None, "- {organisation: alder-creek, acknowledge_within: 2 days}"])
def test_a_service_with_broken_case_rules_does_not_start(town: Town, text: str | None) -> None:
    """As with a broken contacts file: whoever runs it is told, and not first whoever reports."""
    rules = town.folder / "case-rules.yaml"
    if text is None:
        rules.unlink()
    else:
        rules.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(str(rules))):
        reception(town.texts())
    assert not (town.folder / "keys.json").exists()


async def test_keys_that_are_made_later_open_the_office(town: Town) -> None:
    """Where report data came before them."""
    texts = town.texts(key_file=town.folder / "own.json")
    reports, aside = town.knowledge / "reports", town.folder / "aside"
    reports.rename(aside)
    made = reception(texts)
    aside.rename(reports)
    texts.take_up()
    with pytest.raises(StorageUnusable, match="there is no such file"):
        made.refresh()
    assert isinstance(made.now(), StorageUnusable)
    keys.new_file(town.folder / "own.json")
    assert made.refresh()
    await office_of(made).close()


@pytest.mark.parametrize("reached", [{"host": "0.0.0.0", "base_url": "https://conduct.example"}, BEHIND])
def test_a_service_that_is_not_ready_to_take_reports_does_not_start(town: Town, reached: dict[str, str]) -> None:
    """On an address of its own, or behind a proxy on this machine: it says what to set, and makes no keys."""
    with pytest.raises(StorageUnusable, match="there is no such file"):
        reception(town.texts(**reached))
    assert not (town.folder / "keys.json").exists()
    keys.new_file(town.folder / "keys.json")
    for contacts in (None, town.contacts):
        with pytest.raises(SettingsError, match=r"CONDUCT_CONTACTS.*: reports cannot be taken: ") as refused:
            reception(town.texts(**reached, contacts=contacts))
        assert ("nobody is named" if contacts is None else "no mail server is set") in str(refused.value)
    with pytest.raises(SettingsError, match="has no collection notice"):
        reception(town.texts(**reached, **MAIL, case_rules=None))


@pytest.mark.parametrize("reached", [{"host": "0.0.0.0", "base_url": "https://conduct.example"}, BEHIND])
async def test_a_service_that_is_ready_starts(town: Town, reached: dict[str, str]) -> None:
    """Nobody stands in for whom the file names."""
    keys.new_file(town.folder / "keys.json")
    made = reception(town.texts(**reached, **MAIL))
    assert fills(made, "intake") == ["Town Hall Intake"]
    await office_of(made).close()


def test_without_an_address_no_mail_is_sent(town: Town) -> None:
    """Recipients would be sent a link that leads nowhere."""
    keys.new_file(town.folder / "keys.json")
    with pytest.raises(SettingsError, match="CONDUCT_BASE_URL"):
        reception(town.texts(**MAIL, host="0.0.0.0"))
