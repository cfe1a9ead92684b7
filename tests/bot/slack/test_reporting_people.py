"""Who is involved, what applies and whom the reporter chooses, in Slack; and who will see it then."""

import pytest

from bot.deployment.staff import Roster
from handlers.cases.people import Person
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.reporting import (
    chooses,
    form,
    goes_back,
    initial,
    names,
    places_of,
    shown,
    submits,
    to_people,
    to_seen,
)
from tests.bot.slack.running import Running, slack_settings
from tests.bot.web.fakes import FakeAssistant
from tests.bot.web.reporting import FakeOffice, only_case, staff
from tests.bot.web.reporting import office as make_office
from tests.handlers.cases.builders import person

_PAGE = "A page for our office"
FIRST = (
    "Ada",
    "Bea",
    "Cleo",
    "Dora",
    "Enid",
    "Faye",
    "Gwen",
    "Hope",
    "Iris",
    "Joan",
    "Kate",
    "Lena",
    "Mia",
    "Nell",
    "Olga",
)


async def test_whoever_may_come_to_see_it_is_offered_and_nobody_ticked(here: Running) -> None:
    """With who they are; whom the words speak of, first."""
    await to_people(here, "account_approval", f"{_PAGE}, as Sam Visor wants it")
    assert "Sam Visor (Your supervisor)" in places_of(form(here), "involved/said/0")
    others = places_of(form(here), "involved/others/0")
    assert {"Ina Take (Intake)", "Dee Puty (stands in for Ina Take)", "Your supervisor"} <= {*others}
    assert initial(form(here), "involved/said/0") == initial(form(here), "involved/others/0") == []


async def test_whoever_is_involved_is_kept_out(here: Running) -> None:
    """Ticked or named: neither they nor who stands in for them see it, and they can be chosen no more."""
    await to_people(here, "account_approval", _PAGE)
    assert "Sam Visor (Your supervisor)" in places_of(form(here), "choice/0")
    await chooses(here, "involved/others/0", ["person Sam Visor"], {"others": "Ina Take", "name": "Rae Okoro"})
    assert "Sam Visor (Your supervisor)" not in places_of(form(here), "choice/0")
    assert initial(form(here), "involved/others/0") == ["person Sam Visor", "person Ina Take"]
    await submits(here, {"choice/0": "nobody"})
    assert "Alba Lone (Independent intake)" in shown(here)
    assert "Involved, and kept out:\nSam Visor, Ina Take" in shown(here)
    await submits(here)
    case = only_case(here.office)
    assert [one.person.name for one in case.recipients] == ["Alba Lone"]
    assert case.excluded.names == ("Sam Visor", "Ina Take")


async def test_a_role_is_kept_out_too(here: Running) -> None:
    """As seen from the reporter."""
    await to_people(here, "account_approval", _PAGE)
    await chooses(here, "involved/others/0", ["role supervisor"])
    assert "choice/0" not in names(form(here))
    await submits(here, {"name": "Rae Okoro"})
    await submits(here)
    assert only_case(here.office).excluded.roles == ("supervisor",)


async def test_too_many_who_are_involved_are_said_where_they_are_named(here: Running) -> None:
    """Ten are taken; whoever goes back and on again finds them where they can be changed."""
    await to_people(here)
    many = "\n".join(f"Somebody {n}" for n in range(11))
    answer = await submits(here, {"name": "Rae", "others": many})
    assert "at most 10 people" in answer.body["errors"]["others"]
    await goes_back(here, {"others": many})
    await submits(here)
    assert initial(form(here), "others") == many


async def test_conditions_are_ticked_and_choices_must_be_made(here: Running) -> None:
    """Nobody is a choice too, and none is made beforehand."""
    await to_people(here, "account_approval", _PAGE)
    assert initial(form(here), "applies") == []
    assert initial(form(here), "choice/0") is None
    assert "is to know too if the project may create an issue" in shown(here)
    sam = places_of(form(here), "choice/0")["Sam Visor (Your supervisor)"]
    await chooses(here, "applies", ["1"], {"name": "Rae Okoro", "choice/0": sam})
    assert (initial(form(here), "applies"), initial(form(here), "choice/0")) == (["1"], sam)
    await submits(here)
    assert "Does that apply?\nYes" in shown(here)
    assert "Whom you choose:\nSam Visor (Your supervisor)" in shown(here)
    await submits(here)
    assert [one.person.name for one in only_case(here.office).recipients] == ["Sam Visor", "Paula Affair"]


async def test_a_choice_that_comes_up_late_is_asked_for(here: Running) -> None:
    """Whoever is quicker than the update is asked in the same step."""
    await to_people(here, "account_approval", _PAGE)
    await chooses(here, "involved/others/0", ["role supervisor"])
    answer = await submits(here, {"name": "Rae Okoro", "involved/others/0": []})
    assert answer.body["response_action"] == "update"
    assert "⚠ Choose somebody, or nobody." in shown(here)
    assert "choice/0" in names(form(here))


async def test_somebody_who_is_not_in_the_list_is_named(here: Running) -> None:
    """With a work mail address, which is checked where it stands; going back keeps it."""
    await to_people(here, "account_approval", _PAGE)
    await chooses(here, "choice/0", "named supervisor", {"name": "Rae Okoro"})
    wrong = {"named-name/0": "Noa Stern", "named-mail/0": "noa@elsewhere.example"}
    answer = await submits(here, wrong)
    assert "@gov.example" in answer.body["errors"]["named-mail/0"]
    answer = await submits(here, {"named-name/0": " ", "named-mail/0": "noa@gov.example"})
    assert "Give the name" in answer.body["errors"]["named-name/0"]
    await submits(here, {**wrong, "named-mail/0": "noa@gov.example"})
    await goes_back(here)
    assert initial(form(here), "named-mail/0") == "noa@gov.example"
    await submits(here)
    assert "Noa Stern (Your supervisor): is sent its number" in shown(here)
    await submits(here)
    assert [one.person.name for one in only_case(here.office).recipients] == ["Noa Stern"]


async def test_where_nobody_can_be_named_nobody_is_asked_to(here: Running, assisting: FakeAssistant) -> None:
    """The deployment knows no domain of its people."""
    assisting.settings = slack_settings(here.slack, staff_domains=())
    await to_people(here, "account_approval", _PAGE)
    assert [*places_of(form(here), "choice/0")] == ["Sam Visor (Your supervisor)", "Nobody"]


async def test_where_nobody_is_left_it_cannot_be_sent(here: Running) -> None:
    """It says whom to call, and what was written is still there."""
    await to_seen(here, others="Ina Take\nAlba Lone")
    assert "Nobody is left here who could receive it, and it cannot be sent." in shown(here)
    assert "submit" not in form(here).view
    await goes_back(here)
    assert initial(form(here), "name") == "Rae Okoro"
    assert initial(form(here), "involved/others/0") == ["person Ina Take", "person Alba Lone"]


async def test_with_another_type_what_hung_on_it_is_forgotten(here: Running) -> None:
    """Who is involved is not."""
    await to_people(here, "account_approval", _PAGE)
    await submits(here, {"choice/0": "nobody", "applies": ["1"], "name": "Rae Okoro", "others": "Kim Lee"})
    await goes_back(here)
    await goes_back(here)
    await chooses(here, "type", "another")
    await chooses(here, "any", "own_conduct", {"type": "another"})
    await submits(here)
    assert initial(form(here), "choice/0") is None
    assert initial(form(here), "others") == "Kim Lee"


class TestLarge:
    """A deployment with many people and long names."""

    @pytest.fixture
    def office(self, library: Library, reports: Reports) -> FakeOffice:
        """Fifteen supervisors, each with a long name, and three hundred units."""
        known = staff()
        crowd = tuple(person(f"{first} {first * 20}", "supervisor") for first in FIRST)
        people: dict[tuple[str, str | None, str], tuple[Person, ...]] = {
            place_: known.people(*place_) for place_ in known.places
        }
        units = [("bc", f"Ministry of {'Parks ' * 15}{number}") for number in range(300)]
        return make_office(library, reports, Roster({**people, ("bc", None, "supervisor"): crowd}, units))

    async def test_many_people_and_long_names_find_their_place(self, here: Running) -> None:
        """Ten to a group; what is cut is said in full above it; each can be told from the others."""
        await here.commands("/report", _PAGE)
        unit = f"Ministry of {'Parks ' * 15}299"
        await submits(here, {"f/danger": "no", "unit/bc": unit})
        await chooses(here, "type", "account_approval")
        await submits(here)
        olga = f"Olga {'Olga' * 20}"
        groups = [one for one in names(form(here)) if "involved" in one]
        assert groups == ["involved/others/0", "involved/others/10", "involved/others/20"]
        assert f"15. {olga} (Your supervisor)" in shown(here)
        offered = places_of(form(here), "choice/0")
        assert len(offered) == 17
        await chooses(here, "involved/others/10", [f"person {olga}"])
        assert len(places_of(form(here), "choice/0")) == 16
        await submits(here, {"choice/0": next(iter(offered.values())), "name": "Rae Okoro"})
        await submits(here)
        case = only_case(here.office)
        assert case.unit == unit
        assert [one.person.name for one in case.recipients] == [f"Ada {'Ada' * 20}"]
