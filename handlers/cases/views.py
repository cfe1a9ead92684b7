"""What people see of a case now, by what the desks work with."""

from handlers.cases.case import Assignment, Case
from handlers.cases.showing import CaseView, ReporterView, case_view, reporter_view, role_names
from handlers.cases.work import Work
from knowledge.library import Library


def recipient_view_now(case: Case, one: Assignment, work: Work, library: Library) -> CaseView:
    """Return what a recipient sees of a case now.

    Args:
        case: The case.
        one: The recipient's own assignment.
        work: What the desks share.
        library: Knows how roles are called.
    """
    roles = role_names(library, case.org)
    return case_view(case, one, naming=work.naming, rules=work.rules(case), roles=roles, now=work.clock())


def reporter_view_now(case: Case, work: Work, library: Library) -> ReporterView:
    """Return what a reporter sees of their case now; the arguments are those of `recipient_view_now`."""
    roles = role_names(library, case.org)
    return reporter_view(case, naming=work.naming, rules=work.rules(case), roles=roles, now=work.clock())
