"""A case in plain words: its states, and what people are told of it."""

from collections.abc import Mapping

from handlers.cases.case import State
from handlers.cases.standing import Standing

TO_RECIPIENT: Mapping[State, str] = {
    "received": "Nobody has said yet that they have it.",
    "delivered": "Nobody has said yet that they have it.",
    "acknowledged": "Somebody has said that they have it.",
    "in_progress": "Somebody is working on it.",
    "closed": "It is closed.",
    "disclosed": "It waits for a decision.",
    "decided": "It is decided; the employee has not said yet that they read the decision.",
    "acknowledged_by_employee": "It is decided; the employee has read the decision.",
    "due_for_review": "The decision is due for another look.",
    "retired": "It has ended: the interest, or the duty that it touched, is no more.",
}
"""Each state, as a recipient reads it."""

TO_REPORTER: Mapping[State, str] = {
    "received": "It is kept, and on its way to those who are named here.",
    "delivered": "It has reached somebody who is named here.",
    "acknowledged": "Somebody has said that they have it.",
    "in_progress": "Somebody is working on it.",
    "closed": "It is closed.",
    "disclosed": "It is kept, and waits for a decision.",
    "decided": "There is a decision.",
    "acknowledged_by_employee": "There is a decision, and you have said that you read it.",
    "due_for_review": "The decision is due for another look.",
    "retired": "It has ended: the interest, or the duty that it touched, is no more.",
}
"""Each state, as the reporter reads it."""

NEXT: Mapping[State, str] = {
    "received": "Whoever has it decides what to do about it, and may ask you something here.",
    "delivered": "Whoever has it decides what to do about it, and may ask you something here.",
    "acknowledged": "Whoever has it decides what to do about it, and may ask you something here.",
    "in_progress": "Once it is closed, you read here how it ended.",
    "closed": "Nothing more happens by itself. What you add here is still brought to them.",
    "disclosed": "Whoever has it will decide, and may ask you something here.",
    "decided": "Read the decision, and say that you have.",
    "acknowledged_by_employee": "Tell them here if anything about it changes.",
    "due_for_review": "Somebody will look at the decision again. Tell them here what has changed.",
    "retired": "Nothing more happens by itself. What you add here is still brought to them.",
}
"""What happens next in each state, as the reporter reads it, but for these:"""

WAITS = "By then somebody is to say that they have it; if nobody does, somebody else is told."
NOBODY = (
    "Nobody has said that they have it, and nobody else may be told here. Please turn yourself to one of those under "
    "'What to do now', or to somebody whom you trust. In danger, call {number}."
)
LOCAL = "It is kept here. This is a local trial: nobody is notified."
LOCAL_NEXT = "Whoever runs this assistant finds it here, with 'conduct cases'."
"""Of a case that stays in the assistant, in place of who has it and what is next."""

STANDING: Mapping[Standing, str] = {
    "on_its_way": "on its way",
    "not_reached": "could not be reached yet",
    "told_instead": "could not be reached yet; somebody else was told",
    "here": "finds it here; nobody is notified",
    "reached": "reached",
    "has_it": "has it",
    "kept_out": "kept out; sees nothing more",
    "taken_away": "sees nothing more",
}
"""How far a case has come with somebody; after `reached` and `has_it` stands since when."""

REVIEW = "Then the decision is due for another look. Tell them here if anything changes before."

NO_CODE = (
    "If no code comes within a few minutes, have another one sent. If that does not come either, call those who run "
    "this assistant where you work: they see why it is not brought to you. Tell them the number of the case, and "
    "nothing else of it."
)
"""What a recipient does who waits for a code. The intake is not named: it may be what the case is about."""

MOVED = (
    "Something happened in this case since you opened it: another recipient, the reporter, or you yourself in another "
    "window. It is shown here as it is now. Nothing was done just now: look at it, then go on."
)
"""Why something was not done that a recipient wanted (`as_seen.Moved`); beside it stands the case as it is now."""

DANGER = (
    "Somebody may be in danger, as the reporter says, or as their words sound. If that may still be so, call {number} "
    "first."
)
"""What a recipient reads above a case of danger."""
