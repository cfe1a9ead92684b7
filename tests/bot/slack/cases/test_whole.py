"""The office of a deployment that has Slack: its settings, its contacts file, its outbox."""

from pathlib import Path
from typing import cast

from bot.office import Office
from bot.storage import keys
from bot.wiring import Assistant
from handlers.cases.case import Reporter
from handlers.report.dialog import Submission
from knowledge.library import Library
from tests.bot.deployments import CASE_RULES
from tests.bot.slack.cases.world import CLERKS, SLACK, shown
from tests.bot.slack.running import slack_settings
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeSearch, assistant

CONTACTS = f"""\
- {{organisation: bc, contact: intake, people: [{{name: Dana Mbeki, slack: {SLACK.user("dana")}}}]}}
- {{organisation: bc, contact: alternate_intake, people: [{{name: Alba Lone, slack: {SLACK.user("chris")}}}]}}
- organisation: bc
  contact: public_affairs
  people:
    - name: Press Office
      slack: {{address: {CLERKS}, members: [{{name: Ben Okafor, slack: {SLACK.user("ben")}}}]}}
"""


async def test_an_office_brings_cases_to_slack(library: Library, slack: FakeSlack, tmp_path: Path) -> None:
    """As soon as Slack is set up; nothing stays connected once it is closed."""
    (tmp_path / "contacts.yaml").write_text(CONTACTS, "utf-8")
    (tmp_path / "rules.yaml").write_text(CASE_RULES, "utf-8")
    keys.new_file(tmp_path / "keys.json")
    given = slack_settings(
        slack, var=tmp_path, contacts=tmp_path / "contacts.yaml", case_rules=tmp_path / "rules.yaml", staff_domains=()
    )
    office = Office(cast("Assistant", assistant(library, FakeSearch(), given)))
    try:
        filing = office.desks.dialog.filing(_submission())
        case = (await office.desks.reporter.file(filing, submission="press")).case
        assert await office.courier.deliver_once() == 1
        assert (await office.store.get(case.id)).state == "delivered"
    finally:
        await office.close()
    (card,) = slack.messages[CLERKS]
    assert case.number in shown(card)


def _submission() -> Submission:
    return Submission(
        kind="report",
        org="bc",
        unit=None,
        role="employee",
        type="media_request",
        answers={"danger": "no", "what": "A paper called."},
        reporter=Reporter(name="Rae Okoro"),
    )
