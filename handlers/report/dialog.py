"""The dialog: what the reporter confirmed, checked -> what they are shown before sending, and what is filed then."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from handlers.addresses import is_mailbox
from handlers.cases.case import Kind, Reporter
from handlers.cases.filing import Filing
from handlers.cases.involved import MAX_NAME, checked
from handlers.cases.line import come_next
from handlers.cases.mentions import Mentions
from handlers.cases.people import INTAKE, Involved, Person, Way
from handlers.cases.recipients import Answers, Chosen
from handlers.cases.showing import role_names
from handlers.cases.work import Work
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.model import Answer, BadAnswers, Form, clean, filled
from handlers.forms.report import DANGER, REPORT
from handlers.reply import ContactCard
from handlers.report.concerned import concerned
from handlers.report.messages import RouteStep
from handlers.report.preview import Preview, preview
from handlers.report.routing import Routing
from handlers.request import BadRequest, Role, check_organisation
from knowledge.library import Library
from knowledge.report_records import ReportType, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom the reporter chose for a step: by the tag of somebody whom the deployment knows, or by name and mail."""

    contact: str
    tag: str | None = None
    name: str = field(default="", repr=False)
    mail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a door was given. Its representation lacks everything that somebody wrote.

    Attributes:
        kind: A report or a disclosure.
        org, unit, role: Of the reporter.
        type: Confirmed by the reporter; of a disclosure, none need be given.
        variant: Of the type, or None.
        answers: Id of a field of the form -> what came in.
        involved: Who is involved, as the reporter says.
        chosen: Number of a step -> whom they chose.
        applies: Numbers of the steps whose condition holds.
        reporter: None for an anonymous report.
        danger: Whether the assistant understood that somebody may be in danger.
    """

    kind: Kind
    org: str
    unit: str | None
    role: Role
    type: str | None = None
    variant: str | None = None
    answers: Mapping[str, object] = field(repr=False)
    involved: Involved = field(default_factory=Involved)
    chosen: Mapping[int, Named] = field(default_factory=dict)
    applies: frozenset[int] = frozenset()
    reporter: Reporter | None = None
    danger: bool = False


class Dialog:
    """Turns submissions into what is filed."""

    def __init__(self, library: Library, work: Work, routing: Routing, *, staff_domains: Collection[str] = ()) -> None:
        """Keep what the work needs.

        Args:
            library: The contacts of the texts.
            work: What the desks share.
            routing: Puts routes into words.
            staff_domains: Mail domains of the people whom reporters may name.
        """
        self._library = library
        self._work = work
        self._reports = work.reports
        self._routing = routing
        self._domains = frozenset(one.casefold() for one in staff_domains)
        self._mentions = Mentions(library, work.staff)

    def form(self, kind: Kind) -> Form:
        """Return the form of a kind of case."""
        return REPORT if kind == "report" else DISCLOSURE

    def types(self, role: Role) -> tuple[ReportType, ...]:
        """Return what people of a role may report, in the order of the data."""
        return tuple(one for one in self._reports.types.values() if one.role in (None, role))

    def is_taken(self, org: str) -> bool:
        """Tell whether reports of an organisation are taken here: somebody must take what nobody else can."""
        return org in self._reports.organisations() and bool(self._work.staff.people(org, None, INTAKE))

    def check_taken(self, org: str) -> None:
        """Refuse an organisation whose reports are not taken here.

        Raises:
            BadRequest: It is unknown, or nobody takes them.
        """
        check_organisation(org, self._library)
        if not self.is_taken(org):
            raise BadRequest(f"Reports of '{org}' are not taken here; please turn to your contacts directly.")

    def preview(self, submission: Submission) -> Preview:
        """Return what the reporter is shown before they send this.

        Raises:
            BadRequest: As `filing`.
        """
        return self.preview_of(self.filing(submission))

    def preview_of(self, filing: Filing) -> Preview:
        """Return what the reporter is shown before they send what was checked already."""
        roles, planner = role_names(self._library, filing.org), self._work.planner
        following = partial(planner.next_in_line, filing.org, filing.unit, filing.route)
        return preview(
            filing,
            self._work.practice.rules(filing.org),
            roles,
            self._work.links,
            line=come_next(filing.plan, following),
            concerned=concerned(
                self._mentions.found(_said(filing.content), filing.org),
                planner.may_come(filing.route, filing.unit, urgent=filing.danger),
                planner.contacts(filing.route),
                roles,
            ),
            at=self._work.clock(),
        )

    def filing(self, submission: Submission) -> Filing:
        """Return what is filed by a submission.

        Raises:
            BadAnswers: Answers to the form cannot be taken; each is named.
            BadRequest: The organisation or type is unknown, its reports are not taken here, or somebody whom the
                reporter names cannot receive it.
        """
        type_ = self._type(submission)
        route, zone = self._route(submission, type_), self._library.zone(submission.org)
        content = filled(
            self.form(submission.kind),
            submission.answers,
            now=self._work.clock(),
            zone=zone,
            known={"type": type_.id},
        )
        said, reporter = content.get(DANGER), _named(submission.reporter)
        danger = type_.handling == "emergency" or said in ("yes", "unsure") or (submission.danger and said != "no")
        answers = Answers(
            involved=checked(submission.involved, role_names(self._library, submission.org)),
            chosen=dict(self._chosen(submission, route)),
            applies=submission.applies,
            reporter=reporter.name if reporter else None,
        )
        return Filing(
            kind=submission.kind,
            org=submission.org,
            unit=submission.unit,
            role=submission.role,
            type=type_,
            variant=route.variant,
            content=content,
            route=route,
            plan=self._work.planner.plan(
                route, submission.unit, answers, type_=type_, anonymous=reporter is None, urgent=danger
            ),
            cards=_cards(self._routing.steps(route, submission.unit)),
            reporter=reporter,
            involved=answers.involved,
            danger=danger,
            number=self._work.naming.emergency.number_of(submission.org),
            zone=zone,
        )

    def _type(self, submission: Submission) -> ReportType:
        self.check_taken(submission.org)
        known = {one.id: one for one in self.types(submission.role)}
        if submission.kind == "disclosure":
            if submission.reporter is None:
                raise BadRequest("A disclosure is made under your own name.")
            disclosed = next((one for one in known.values() if one.handling == "disclosure"), None)
            if disclosed is None:
                raise BadRequest("Disclosures are not taken here; please turn to your contacts directly.")
            return disclosed
        if submission.type not in known:
            raise BadRequest(f"Say first what it is about: one of {', '.join(known)}. Nothing is sent until then.")
        if known[submission.type].handling == "disclosure":
            raise BadRequest("Your own possible conflict of interest is disclosed, not reported: use the disclosure.")
        return known[submission.type]

    def _route(self, submission: Submission, type_: ReportType) -> Route:
        variants = self._reports.variants(submission.org, type_.id)
        if variants and submission.variant not in variants:
            raise BadRequest(f"Say first which of these it is: {', '.join(variants)}. Nothing is sent until then.")
        route = self._reports.route(submission.org, type_.id, submission.role, submission.variant)
        if route is None:
            raise BadRequest(f"'{submission.org}' has no route for a report of this type and role.")
        return route

    def _chosen(self, submission: Submission, route: Route) -> Iterator[tuple[int, Chosen]]:
        for number, named in submission.chosen.items():
            if not 0 <= number < len(route.steps) or named.contact not in route.steps[number].any_of:
                raise BadRequest("This contact is none of the route's; choose from those that are shown.")
            yield number, Chosen(contact=named.contact, person=self._person(submission, named))

    def _person(self, submission: Submission, named: Named) -> Person:
        people = self._work.staff.people(submission.org, submission.unit, named.contact)
        if named.tag is not None:
            known = next((one for one in people if self._work.links.tag(one.key) == named.tag), None)
            if known is None:
                raise BadRequest("This person is not among those who can be chosen any more; choose again.")
            return known
        contact = self._library.contact(submission.org, named.contact)
        if not self._domains or contact is None or not contact.personal:
            raise BadRequest("Nobody can be named here who is not in the list; choose from it.")
        name, mail = clean(named.name, lines=False), clean(named.mail, lines=False)
        if not name or len(name) > MAX_NAME:
            raise BadRequest(f"Give the name of the person whom you choose, with at most {MAX_NAME} characters.")
        self._check_mail(mail)
        return Person(name=name, role=named.contact, ways=(Way(kind="mail", address=mail),))

    def _check_mail(self, mail: str) -> None:
        domain = mail.rpartition("@")[2]
        if not is_mailbox(mail) or domain.casefold() not in self._domains:
            raise BadRequest(f"Give their work mail address; it ends with @{' or @'.join(sorted(self._domains))}.")


def _named(reporter: Reporter | None) -> Reporter | None:
    if reporter is None:
        return None
    name, reach = clean(reporter.name, lines=False), clean(reporter.reach or "", lines=False)
    if not name:
        raise BadAnswers({"name": "Give your name; to report without it, use the page for anonymous reports."})
    if len(name) > MAX_NAME or len(reach) > MAX_NAME:
        raise BadAnswers({"name": f"Your name and how to reach you may have {MAX_NAME} characters each."})
    return Reporter(name=name, reach=reach or None, identity=reporter.identity, way=reporter.way)


def _cards(steps: tuple[RouteStep, ...]) -> dict[str, ContactCard]:
    return {card.id: card for step in reversed(steps) for card in step.any_of}


def _said(content: Mapping[str, Answer]) -> str:
    return "\n".join(one if isinstance(one, str) else "\n".join(one) for one in content.values())
