"""A checked draft as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.cli.terminal import contact_line, harmless
from handlers.check.messages import CheckReply, Finding, Screened, Suggestion
from handlers.reply import Citation

_VERDICTS = {
    "clear": ("Nothing found", "bold"),
    "review": ("Wants a second look", "bold yellow"),
    "stop": ("Should not go out like this", "bold red"),
}
_MATTERS_MORE = "This matters more than a post"
_CALL_FIRST = (
    "If you or somebody else may come to harm, call first, and talk to somebody. What the guidelines say of these "
    "words can wait; if nobody is in danger, check the draft without what reads like it."
)
_STYLES = {"violation": "bold white on red", "warning": "black on yellow", "note": "underline"}
_CAPACITIES = {"personal": "If you post it for yourself", "official": "If you post it for your organisation"}
_INDENT = (0, 0, 0, 2)


def show_check(reply: CheckReply, draft: str, console: Console) -> None:
    """Print a reply: what to do in danger, the verdict, the marked draft, findings, suggestion, whom to ask."""
    for step in reply.next_steps:
        console.print(Panel(Text(step.text, style="bold"), border_style="red"))
    if reply.emergency:
        console.print(Text(_MATTERS_MORE, style="bold"))
        console.print(Text(_CALL_FIRST))
        _show_contacts(reply, "Whom to talk to", console)
        if reply.screened.verdict == "stop":  # whether it wants a second look can wait
            console.rule(Text("What the guidelines say of these words"))
            _show_found(reply, draft, console)
    else:
        _show_found(reply, draft, console)
        _show_contacts(reply, "Whom to ask", console)


def _show_contacts(reply: CheckReply, title: str, console: Console) -> None:
    if reply.contacts:
        console.print(Text(title, style="bold"))
    for contact in reply.contacts:
        console.print(Text(f"• {contact_line(contact)}"))


def _show_found(reply: CheckReply, draft: str, console: Console) -> None:
    if reply.by_capacity is None:
        _show_screened(reply.screened, draft, console)
    for capacity, screened in (reply.by_capacity or {}).items():
        console.rule(Text(_CAPACITIES[capacity]))
        _show_screened(screened, draft, console)
    console.print()
    console.print(Text("Not checked", style="bold"))
    for one in reply.not_checked:
        console.print(Text(f"• {one}"))


def _show_screened(screened: Screened, draft: str, console: Console) -> None:
    said, style = _VERDICTS[screened.verdict]
    if screened.verdict == "clear":
        console.print(Text(said, style=style))
        console.print(Text("This is no approval: only the guidelines were looked at, and by a machine."))
        if screened.findings:
            console.print(Text("What is listed below is to be kept in mind; it speaks against nothing in the draft."))
    else:
        console.print(Text(f"{said}: {screened.findings[0].name.lower()}", style=style))
    if screened.findings:
        console.print(Panel(marked(draft, screened.findings), title="Your draft"))
    for number, alike in enumerate(_alike(screened.findings), 1):
        _show_findings(number, alike, len(draft), console)
    _show_approvals(screened, console)
    if screened.suggestion:
        _show_suggestion(screened.suggestion, console)


def marked(draft: str, findings: tuple[Finding, ...]) -> Text:
    """Return a draft with the words of its findings marked, the weightiest uppermost; what concerns it all is not."""
    text = Text(harmless(draft))  # one for one: places hold, while rich would drop carriage returns
    for finding in reversed(findings):
        if (finding.start, finding.end) != (0, len(draft)) or len(findings) == 1:
            text.stylize(_STYLES[finding.severity], finding.start, finding.end)
    return text


def _alike(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Return findings that say the same of other words together, in the order of the weightiest of each."""
    said = dict.fromkeys((one.category, one.advice) for one in findings)
    return [[one for one in findings if (one.category, one.advice) == same] for same in said]


def _show_findings(number: int, alike: list[Finding], length: int, console: Console) -> None:
    """Print findings of one category: their words each, what is the same of all once."""
    finding = alike[0]
    console.print()
    console.print(Text(f"[{number}] {finding.name} ({finding.severity})", style="bold"))
    for one in alike:
        if (one.start, one.end) != (0, length):
            console.print(Padding(Text(f"» {' '.join(harmless(one.span).split())}", style="bold"), _INDENT))
    console.print(Padding(Text(finding.why), _INDENT))
    console.print(Padding(Text(f"What to do: {finding.advice}"), _INDENT))
    for citation in finding.citations:
        _show_rule(citation, console)


def _show_rule(citation: Citation, console: Console) -> None:
    where = " › ".join(citation.section)
    facts = [citation.title, where, citation.date or "undated", citation.passage_id]
    console.print(Padding(Text(f"“{' '.join(citation.quote.split())}”", style="italic"), _INDENT))
    console.print(Padding(Text(" · ".join(filter(None, facts)), style="dim"), _INDENT))
    if citation.status_note:
        console.print(Padding(Text(citation.status_note, style="dim"), _INDENT))


def _show_approvals(screened: Screened, console: Console) -> None:
    if screened.prior_approvals:
        console.print()
        console.print(Text("Before it goes out", style="bold"))
    for one in screened.prior_approvals:
        asked = ", ".join(contact.name for contact in one.contacts)
        console.print(Text(f"• Before {one.when}: {one.text}{f' ({asked})' if asked else ''}"))


def _show_suggestion(suggestion: Suggestion, console: Console) -> None:
    console.print()
    if suggestion.text is not None:
        console.print(Panel(Text(harmless(suggestion.text)), title="A smaller change that helps", border_style="green"))
    for change in suggestion.changes:
        console.print(Text(f"• {change}"))
    if suggestion.remaining:
        console.print(Text(f"Still to be looked at: {', '.join(suggestion.remaining)}."))
    if suggestion.note:
        console.print(Text(suggestion.note))
