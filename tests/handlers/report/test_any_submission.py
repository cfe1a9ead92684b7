"""Whatever a door is given: it is refused, or shown without anybody who must not see it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.cases.case import Reporter
from handlers.cases.filing import Filing
from handlers.cases.kept_out import is_out
from handlers.cases.names import folded, may_mean
from handlers.cases.people import Involved, Person
from handlers.report.dialog import Named, Submission
from handlers.request import BadRequest
from tests.handlers.cases.builders import reporter
from tests.handlers.cases.fakes import tag
from tests.handlers.report.fakes import EVERYBODY, JO, KIM, LEE, TOWN, WORDS, Hall, disclosure, report

STAFF = (*EVERYBODY, JO)
KNOWN = st.sampled_from([*(one.name for one in STAFF), "Noa Stern", "weber", "K. Haida", "Marsh, Jo"])
NAMES = KNOWN | st.sampled_from(["", "?!", "x\x00"]) | st.text(max_size=9)
ROLES = (
    "supervisor", "manager", "ethics_advisor", "town_clerk", "communications_office", "help_line", "intake",
    "alternate_intake", "urgent",
)  # fmt: skip
MAILS = ["noa@aldercreek.example", *(way.address for one in STAFF for way in one.ways if not way.shared)]
TYPES = ["emergency", "information_incident", "harassment", "conduct_concern", "supervisor_concern", "media_request"]

ANYTHING = st.builds(
    Submission,
    kind=st.sampled_from(["report", "disclosure"]),
    org=st.sampled_from([TOWN, TOWN, "mars"]),
    unit=st.sampled_from([None, "library", "rink"]),
    role=st.sampled_from(["employee", "supervisor"]),
    type=st.sampled_from([*TYPES, "conflict_of_interest", "gossip", None]),
    variant=st.sampled_from([None, "security", "privacy", "loud"]),
    answers=st.dictionaries(
        st.sampled_from(["danger", "what", "when", "information_out", "evidence", "interest", "gossip"]),
        st.sampled_from(["no", "yes", WORDS, None, 7, ["message"]]) | st.text(max_size=9),
    ),
    involved=st.builds(
        Involved,
        names=st.lists(NAMES, max_size=12).map(tuple),
        roles=st.lists(st.sampled_from([*ROLES, "mayor", ""]), max_size=2).map(tuple),
    ),
    chosen=st.dictionaries(
        st.integers(-1, 4),
        st.builds(
            Named,
            contact=st.sampled_from([*ROLES, "mayor"]),
            tag=st.none() | st.sampled_from([tag(KIM), "0" * 16]),
            name=NAMES,
            mail=st.sampled_from(MAILS) | st.text(max_size=9),
        ),
        max_size=2,
    ),
    applies=st.frozensets(st.integers(-1, 4)),
    reporter=st.none() | st.builds(Reporter, name=NAMES),
    danger=st.booleans(),
)

SOUND = st.builds(
    lambda plain, unit, chosen, **changes: replace(plain, unit=unit, chosen=chosen(unit, plain), **changes),
    plain=st.sampled_from(
        [
            report(),
            report("emergency"),
            report("conduct_concern", answers={"danger": "unsure"}),
            report("supervisor_concern", role="supervisor"),
            report("information_incident"),
            report("information_incident", variant="privacy", answers={"danger": "yes"}),
            report("media_request"),
            disclosure(),
        ]
    ),
    unit=st.sampled_from([None, "library"]),
    chosen=st.one_of(
        st.just(lambda _unit, _plain: {}),
        st.builds(
            lambda name, mail: lambda _unit, plain: _chosen(plain, Named(contact="supervisor", name=name, mail=mail)),
            name=KNOWN,
            mail=st.sampled_from(MAILS),
        ),
        st.just(
            lambda unit, plain: _chosen(plain, Named(contact="supervisor", tag=tag(KIM if unit == "library" else LEE)))
        ),
    ),
    involved=st.builds(
        Involved,
        names=st.lists(NAMES, max_size=3).map(tuple),
        roles=st.lists(st.sampled_from(ROLES), max_size=2).map(tuple),
    ),
    applies=st.sampled_from([frozenset(), frozenset({3})]),
    reporter=st.builds(lambda name: reporter(name=name), name=KNOWN),
)


def _chosen(plain: Submission, named: Named) -> dict[int, Named]:
    """Return the choice of a supervisor, where the route has one."""
    has_one = plain.kind == "disclosure" or plain.type == "conduct_concern" or plain.variant == "security"
    return {0: named} if has_one else {}


def is_involved(person: Person, submission: Submission) -> bool:
    """Tell whether somebody must see nothing, as plainly as a person would: by name, by role, or as a deputy."""
    said = submission.involved
    named = any(folded(name) and may_mean(name, person.name) for name in said.names)
    reported = submission.reporter is not None and folded(submission.reporter.name) == folded(person.name)
    principals = [one for one in STAFF if person in one.deputies]
    own = named or reported or person.role in said.roles
    return own or any(is_involved(one, submission) for one in principals)


def check(hall: Hall, submission: Submission, filing: Filing) -> None:
    """Check that nobody who must not see it is in the plan, or in what the reporter is shown."""
    plan = filing.plan
    offered = [one for choice in plan.choices for people in choice.people.values() for one in people]
    for one in (*(recipient.person for recipient in plan.recipients), *offered):
        assert not is_out(one, plan.out)
        assert not is_involved(one, submission)
        assert one.way(private=plan.private)
    shown = hall.dialog.preview(submission)
    assert [one.name for one in shown.recipients] == [one.person.name for one in plan.recipients]
    assert [one.name for choice in shown.choices for one in choice.people] == [one.name for one in offered]
    assert (shown.call is None) == bool(shown.recipients)
    assert (filing.reporter is None) == (submission.reporter is None) == (shown.anonymous is not None)
    assert filing.type.role in (None, submission.role)
    assert shown.remains


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(ANYTHING)
def test_any_submission_is_refused_or_goes_to_nobody_who_is_out(town_hall: Hall, submission: Submission) -> None:
    """Most are refused: nothing else than a request that says what is wrong comes of them."""
    try:
        filing = town_hall.dialog.filing(submission)
    except BadRequest:
        return
    check(town_hall, submission, filing)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(SOUND)
def test_a_sound_submission_goes_to_nobody_who_is_out(town_hall: Hall, submission: Submission) -> None:
    """Whoever is involved, chosen or named, and whoever reports it; signed or not."""
    for one in (submission, replace(submission, reporter=None)):
        if one.kind == "report" or one.reporter:
            check(town_hall, one, town_hall.dialog.filing(one))
