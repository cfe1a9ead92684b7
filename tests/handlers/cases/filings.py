"""Short ways to file a case, as a door would after the reporter confirmed it."""

from collections.abc import Mapping
from itertools import count

from handlers.cases.filing import Filing
from handlers.cases.links import Claim
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.cases.reporter_desk import Filed, ReporterDesk
from handlers.forms.model import Answer
from handlers.reply import ContactCard
from handlers.request import Role
from tests.fakes import card
from tests.handlers.cases.builders import reporter
from tests.handlers.cases.fakes import Office

_presses = count()

WORDS = "He read out my diagnosis."
CARDS: Mapping[str, ContactCard] = {
    "supervisor": card(id="supervisor", name="Your supervisor", why="to report it", deadline="immediate"),
    "manager": card(id="manager", name="Your manager", why="to report it", deadline="immediate"),
    "ethics_advisor": card(id="ethics_advisor", name="Your ethics advisor", why="to disclose it"),
    "service_desk": card(
        id="service_desk", name="Service Desk", phone="250 387-7000", phone_note="select Option 3", why="to notify it",
        deadline="immediate", kind="referral",
    ),
    "gilr": card(id="gilr", name="Loss Report", url="http://gilr.example", why="to file it", deadline="PT24H"),
    "myhr": card(id="myhr", name="MyHR", phone="1 877 277-0772", why="for the steps", kind="referral"),
}  # fmt: skip
CONTENT: dict[str, dict[str, Answer]] = {
    "report": {"danger": "no", "what": WORDS},
    "disclosure": {"interest": "A bakery.", "duties": "Permits.", "aware_since": "2026-11-10"},
}


def filing(here: Office, type_: str = "harassment", answers: Answers | None = None, **changes: object) -> Filing:
    """Return what Rae Okoro of bc confirmed, by name; a test says what is other than that."""
    kept = here.work.reports.types[type_]
    org, role = str(changes.get("org", "bc")), changes.get("role", "employee")
    reported_by = changes.get("reporter", reporter())
    route = here.work.reports.route(org, type_, _role(role), None)
    assert route is not None
    danger = bool(changes.get("danger"))
    plan = here.work.planner.plan(
        route, None, answers or Answers(), type_=kept, anonymous=reported_by is None, urgent=danger
    )
    kind = "disclosure" if kept.handling == "disclosure" else "report"
    plain: dict[str, object] = {
        "kind": kind, "org": org, "unit": None, "role": role, "type": kept, "variant": None, "content": CONTENT[kind],
        "route": route, "plan": plan, "cards": CARDS, "reporter": reported_by, "danger": danger,
    }  # fmt: skip
    return Filing(**{**plain, **changes})  # type: ignore[arg-type]


async def file(here: Office, type_: str = "harassment", answers: Answers | None = None, **changes: object) -> Filed:
    """File it; each time is another press of the button."""
    one = filing(here, type_, answers, **changes)
    return await ReporterDesk(here.work).file(one, submission=f"press {next(_presses)}")


def token(here: Office, to: str) -> str:
    """Return the link in the last notice to somebody."""
    return next(one.notice.link for one in reversed(here.store.outbox) if one.notice.link and one.notice.to == to)


def code(here: Office, to: str) -> str:
    """Return the last one-time code to somebody."""
    found = [one.notice.text for one in here.store.outbox if (one.notice.to, one.notice.kind) == (to, "code")]
    return found[-1].split()[0]


async def enter(here: Office, to: str) -> Claim:
    """Return what somebody acts with after they opened their link and typed their code."""
    desk, link = RecipientDesk(here.work), token(here, to)
    await desk.send_code(link)
    return await desk.enter(link, code(here, to))


def _role(role: object) -> Role:
    return "supervisor" if role == "supervisor" else "employee"
