"""Reports in Slack, from the first word to the receipt."""

from bot.slack import ids
from tests.bot.slack.reporting import DESCRIBED, WORDS, chooses, form, names, shown, submits, to_seen
from tests.bot.slack.running import Running
from tests.bot.web.reporting import only_case


async def test_a_whole_report(here: Running) -> None:
    """Said, sorted, seen, sent: kept once with everything, its reporter told in the modal and in a message."""
    await here.commands("/report")
    for step in range(1):
        print(names(form(here)), shown(here))
    await submits(here, DESCRIBED)
    print(names(form(here)), shown(here))
    await chooses(here, "type", "harassment")
    print(names(form(here)), shown(here))
    await submits(here, {"f/when": "2026-11-18", "f/when/time": "14:30", "f/evidence": ["message"], "f/again": "once"})
    print(names(form(here)), shown(here))
    await submits(here, {"name": "Rae Okoro", "reach": "after six"})
    print(names(form(here)), shown(here))
    await submits(here)
    print(names(form(here)), shown(here))
    case = only_case(here.office)
    print(case.content, case.reporter.way.address, here.messages())
    assert False
