"""The form of a report."""

from handlers.forms.model import Field, Form, Only, Option

WHAT, WHEN, NOTICED, DANGER = "what", "when", "noticed", "danger"
"""Ids of fields that the work hangs on."""

MAX_WHAT = 20_000
"""Most characters of what happened."""

_YES, _NO, _UNSURE = Option(id="yes", label="Yes"), Option(id="no", label="No"), Option(id="unsure", label="Not sure")
_INCIDENT = Only(field="type", among=("information_incident",))
_ONLINE = Only(
    field="type",
    among=(
        "information_incident", "harassment", "respectful_workplace", "conduct_concern", "own_conduct",
        "supervisor_concern", "intellectual_property",
    ),
)  # fmt: skip
_NO_EMERGENCY = Only(field="type", among=(*_ONLINE.among, "media_request", "records", "account_approval"))
"""Whoever is in danger has better to do than to say what they have kept."""
_BETWEEN_PEOPLE = Only(field="type", among=("harassment", "respectful_workplace"))
_AFFECTS = Only(
    field="type",
    among=("information_incident", "harassment", "respectful_workplace", "conduct_concern", "emergency"),
)

REPORT = Form(
    id="report",
    title="Report what happened",
    lead="Write what you know; leave out what you do not. Names and details of others only where they are needed.",
    opening=WHAT,
    fields=(
        Field(
            id=DANGER,
            label="Is anybody in danger right now?",
            kind="choice",
            options=(_NO, _YES, _UNSURE),
            required=True,
            help="If so, or if you are not sure, call {number} before you go on.",
        ),
        Field(
            id=WHAT,
            label="What happened?",
            kind="long",
            limit=MAX_WHAT,
            required=True,
            help="In your own words, as you saw or heard it. Say what you saw yourself and what others told you.",
        ),
        Field(
            id=WHEN,
            label="When did it happen?",
            kind="moment",
            limit=40,
            help="The day is enough; with the time, if you know it. If you do not know, leave it.",
        ),
        Field(
            id=NOTICED,
            label="When did you notice?",
            kind="moment",
            limit=40,
            only=(_INCIDENT,),
            help="The day is enough; with the time, if you know it.",
        ),
        Field(
            id="where",
            label="Where did it happen?",
            kind="line",
            limit=300,
            help="A platform, a page, a place, a system.",
        ),
        Field(
            id="link",
            label="Is there a link to it?",
            kind="line",
            limit=2000,
            only=(_ONLINE,),
            help="The address of the post, page or message.",
        ),
        Field(
            id="still_visible",
            label="If it is online: can it still be seen?",
            kind="choice",
            options=(_YES, _NO, _UNSURE),
            only=(_ONLINE,),
        ),
        Field(
            id="information_out",
            label="Is personal or confidential information out?",
            kind="choice",
            options=(_YES, _NO, _UNSURE),
            required=True,
            only=(_INCIDENT,),
        ),
        Field(
            id="information",
            label="What sort of information?",
            kind="long",
            limit=2000,
            only=(_INCIDENT, Only(field="information_out", among=("yes", "unsure"))),
            help="Such as names, health, files, passwords. Do not copy the information itself.",
        ),
        Field(
            id="contained",
            label="Is the device, account or information safe again?",
            kind="choice",
            options=(_YES, _NO, _UNSURE),
            only=(_INCIDENT,),
        ),
        Field(
            id="told",
            label="Whom have you told already?",
            kind="several",
            options=(
                Option(id="service_desk", label="The Service Desk"),
                Option(id="it", label="IT"),
                Option(id="supervisor", label="My supervisor"),
                Option(id="police", label="The police"),
                Option(id="nobody", label="Nobody"),
            ),
            only=(_INCIDENT,),
        ),
        Field(
            id="affected",
            label="Who is affected?",
            kind="long",
            limit=2000,
            only=(_AFFECTS,),
            help="Yourself, a colleague, clients, about how many people. Names only where they are needed.",
        ),
        Field(
            id="evidence",
            label="What have you kept?",
            kind="several",
            options=(
                Option(id="screenshot", label="Screenshots"),
                Option(id="message", label="Messages or e-mails"),
                Option(id="witness", label="Somebody else saw it"),
                Option(id="nothing", label="Nothing yet"),
            ),
            only=(_NO_EMERGENCY,),
            help=(
                "Keep it where it is safe, and do not pass it around. You may still give it to the police, your union "
                "or whoever looks into it. If it shows other people's information, keep no more copies than you need."
            ),
        ),
        Field(
            id="again",
            label="Has it happened before, or is it still going on?",
            kind="choice",
            options=(
                Option(id="once", label="Once"),
                Option(id="several", label="Several times"),
                Option(id="ongoing", label="Still going on"),
                _UNSURE,
            ),
            only=(_BETWEEN_PEOPLE,),
        ),
        Field(
            id="wish",
            label="What would help you now?",
            kind="long",
            limit=2000,
            only=(_BETWEEN_PEOPLE,),
            help="Such as advice, that it stops, not working together. Say also what you do not want.",
        ),
        Field(
            id="done",
            label="What has been done about it?",
            kind="long",
            limit=2000,
            help="By you or by others, so far.",
        ),
    ),
)
