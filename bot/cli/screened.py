"""A checked draft as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.cli.terminal import harmless
from bot.wording import checks
from bot.wording.answers import ASK, TALK_TO, contact_line, place, quoted
from handlers.check.messages import CheckReply, Finding, Screened, Suggestion
from handlers.reply import Citation

_VERDICT_STYLES = {"clear": "bold", "review": "bold yellow", "stop": "bold red"}
_STYLES = {"violation": "bold white on red", "warning": "black on yellow", "note": "underline"}
_INDENT = (0, 0, 0, 2)


def show_check(reply: CheckReply, draft: str, console: Console) -> None:
    """Print a reply: what to do in danger, the verdict, the marked draft, findings, suggestion, whom to ask."""
    for step in reply.next_steps:
        console.print(Panel(Text(step.text, style="bold"), border_style="red"))
    if reply.emergency:
        console.print(Text(checks.MATTERS_MORE, style="bold"))
        console.print(Text(checks.CALL_FIRST))
        _show_contacts(reply, TALK_TO, console)
        if reply.screened.verdict == "stop":  # whether it wants a second look can wait
            console.rule(Text(checks.OF_THESE_WORDS))
            _show_found(reply, draft, console)
    else:
        _show_of_both(reply, console)
        _show_found(reply, draft, console)
        _show_contacts(reply, ASK, console)


def _show_contacts(reply: CheckReply, title: str, console: Console) -> None:
    if reply.contacts:
        console.print(Text(title, style="bold"))
    for contact in reply.contacts:
        console.print(Text(f"• {contact_line(contact)}"))


def _show_of_both(reply: CheckReply, console: Console) -> None:
    """Print what holds of a draft that was checked in both capacities, before what holds in each."""
    if reply.by_capacity is not None:
        verdict = reply.screened.verdict
        console.print(Text(checks.VERDICTS[verdict], style=_VERDICT_STYLES[verdict]))
        console.print(Text(checks.stricter(reply)))


def _show_found(reply: CheckReply, draft: str, console: Console) -> None:
    if reply.by_capacity is None:
        _show_screened(reply.screened, draft, console)
    for capacity, screened in (reply.by_capacity or {}).items():
        console.rule(Text(checks.POSTED[capacity]))
        _show_screened(screened, draft, console)
    console.print()
    console.print(Text(checks.NOT_CHECKED, style="bold"))
    for one in reply.not_checked:
        console.print(Text(f"• {one}"))


def _show_screened(screened: Screened, draft: str, console: Console) -> None:
    console.print(Text(checks.verdict(screened), style=_VERDICT_STYLES[screened.verdict]))
    for sentence in checks.meaning(screened):
        console.print(Text(sentence))
    if screened.findings:
        console.print(Panel(marked(draft, screened.findings), title="Your draft"))
    for number, alike in enumerate(checks.alike(screened.findings), 1):
        _show_findings(number, alike, draft, console)
    _show_approvals(screened, console)
    if screened.suggestion:
        _show_suggestion(screened.suggestion, console)


def marked(draft: str, findings: tuple[Finding, ...]) -> Text:
    """Return a draft with the words of its findings marked, the weightiest uppermost; what concerns it all is not."""
    text = Text(harmless(draft))  # one for one: places hold, while rich would drop carriage returns
    for finding in reversed(findings):
        if not checks.is_whole(finding, draft) or len(findings) == 1:
            text.stylize(_STYLES[finding.severity], finding.start, finding.end)
    return text


def _show_findings(number: int, alike: list[Finding], draft: str, console: Console) -> None:
    """Print findings of one category: their words each, what is the same of all once."""
    finding = alike[0]
    console.print()
    console.print(Text(f"[{number}] {checks.name(finding)}", style="bold"))
    for one in alike:
        if not checks.is_whole(one, draft):
            console.print(Padding(Text(f"» {' '.join(harmless(one.span).split())}", style="bold"), _INDENT))
    console.print(Padding(Text(finding.why), _INDENT))
    console.print(Padding(Text(checks.advice(finding)), _INDENT))
    for citation in finding.citations:
        _show_rule(citation, console)
    if not finding.citations:
        console.print(Padding(Text(checks.NO_RULE, style="dim"), _INDENT))


def _show_rule(citation: Citation, console: Console) -> None:
    console.print(Padding(Text(quoted(citation), style="italic"), _INDENT))
    console.print(Padding(Text(f"{place(citation)} · {citation.passage_id}", style="dim"), _INDENT))
    if citation.status_note:
        console.print(Padding(Text(citation.status_note, style="dim"), _INDENT))


def _show_approvals(screened: Screened, console: Console) -> None:
    if screened.prior_approvals:
        console.print()
        console.print(Text(checks.BEFORE, style="bold"))
    for one in screened.prior_approvals:
        console.print(Text(f"• {checks.approval(one)}"))
        console.print(Padding(Text(place(one.citation), style="dim"), _INDENT))


def _show_suggestion(suggestion: Suggestion, console: Console) -> None:
    console.print()
    if suggestion.text is not None:
        console.print(Panel(Text(harmless(suggestion.text)), title=checks.CHANGE, border_style="green"))
    for change in suggestion.changes:
        console.print(Text(f"• {change}"))
    for one in checks.left(suggestion):
        console.print(Text(one))
