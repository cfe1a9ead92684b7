"""What may be sent of a case: the one rule for what goes where one person alone reads, and says nothing of it."""

from collections.abc import Collection

from handlers.cases.kept_out import is_about_somebody
from handlers.cases.people import Person
from knowledge.report_records import ReportType


def is_private(type_: ReportType | None, *, anonymous: bool, out: Collection[str] = ()) -> bool:
    """Tell whether nothing of a case may be brought where several people read, nor say what it is about.

    Args:
        type_: Of the case; None for one that is known no more: rather too much is private.
        anonymous: Whether nobody is named as the reporter.
        out: Marks of those who must see nothing of it; where somebody is involved, nobody knows who reads where several
            do.
    """
    if type_ is None or type_.about_a_person or type_.handling == "disclosure":
        return True
    return anonymous or is_about_somebody(out)


def is_full(person: Person, *, private: bool) -> bool:
    """Tell whether somebody is sent what was reported, or only that something was."""
    way = person.way(private=private)
    return person.detail == "full" and not private and way is not None and not way.shared
