"""What the Town of Alder Creek takes reports by: the `reports` folder of its knowledge, and who receives them there."""

from pathlib import Path

from tests import alder_creek

RULES = """\
---
id: alder-creek-reporting
title: Whom to Tell
publisher: Town of Alder Creek
organisation: alder-creek
date: 2025-02-01
rights: Invented for tests.
---

{capacity=both}
# Incidents

When information of the Town is out, tell your supervisor or your manager at once.

Call the Help Line at 555-0177 at once when a device or an account is gone.

File a Loss Form at forms.aldercreek.example within 24 hours of the loss.

If the press may hear of it, the Communications Office is to know.

{capacity=both}
# Conduct

Whoever is bullied turns to the Ethics Advisor.

Tell your supervisor when a colleague's posts worry you.

Disclose a conflict of interest to your supervisor or the Ethics Advisor within 30 days.

Send journalists to the Communications Office, and do not answer them yourself.
"""

CONTACTS = """\
- id: supervisor
  organisation: alder-creek
  name: Your supervisor
  kind: recipient
  personal: true
  aliases: [supervisor]
  verified: 2025-02-02
  mentions:
    - document: alder-creek-reporting
      quote: When information of the Town is out, tell your supervisor or your manager at once.
      why: to tell them what happened
      deadline: immediate
- id: manager
  organisation: alder-creek
  name: Your manager
  kind: recipient
  personal: true
  verified: 2025-02-02
  mentions:
    - document: alder-creek-reporting
      quote: When information of the Town is out, tell your supervisor or your manager at once.
      why: to tell them what happened
      deadline: immediate
- id: ethics_advisor
  organisation: alder-creek
  name: Ethics Advisor
  kind: recipient
  aliases: [ethics advisor]
  verified: 2025-02-02
  mentions:
    - document: alder-creek-reporting
      quote: Whoever is bullied turns to the Ethics Advisor.
      why: to tell them what happened
- id: help_line
  organisation: alder-creek
  name: Help Line
  kind: referral
  phone: 555-0177
  verified: 2025-02-02
  mentions:
    - document: alder-creek-reporting
      quote: Call the Help Line at 555-0177 at once when a device or an account is gone.
      why: to have it locked
      deadline: immediate
- id: loss_form
  organisation: alder-creek
  name: Loss Form
  kind: referral
  url: https://forms.aldercreek.example
  verified: 2025-02-02
  mentions:
    - document: alder-creek-reporting
      quote: File a Loss Form at forms.aldercreek.example within 24 hours of the loss.
      why: to file the loss
      deadline: PT24H
"""

TYPES = """\
- id: emergency
  name: Somebody is in danger now
  covers: Violence, a fire, a medical emergency, now or very soon.
  handling: emergency
  urgency: 0
- id: information_incident
  name: Information or security incident
  covers: Information is out, or a device or an account is gone.
  handling: case
  urgency: 1
  variants:
    - {id: security, name: A technical cause, covers: A lost device or a hacked account.}
    - {id: privacy, name: Given out without a technical cause, covers: Something sent or said to the wrong people.}
- id: harassment
  name: Bullying, harassment or threats
  covers: Aimed at a person, by anybody.
  handling: case
  urgency: 2
  about_a_person: true
- id: conduct_concern
  name: A concern about a colleague's conduct
  covers: A post or an activity of somebody who does not report to you.
  handling: case
  urgency: 4
  about_a_person: true
- id: supervisor_concern
  name: A concern about somebody who reports to you
  covers: What a member of your own team does online.
  handling: case
  urgency: 4
  role: supervisor
  about_a_person: true
- id: conflict_of_interest
  name: Your own possible conflict of interest
  covers: A business, a job, a gift or a relative of yours that may touch your duties.
  handling: disclosure
  urgency: 3
  about_a_person: true
- id: media_request
  name: A request from the media
  covers: A journalist wants a comment or an interview.
  handling: answer
  urgency: 3
"""

ROUTES = """\
- organisation: alder-creek
  type: emergency
  steps:
    - any_of: [emergency_911]
      deadline: immediate
      basis: fallback
      source: &unsure {document: alder-creek-reporting, quote: Whoever is bullied turns to the Ethics Advisor.}
- organisation: alder-creek
  type: information_incident
  variant: security
  steps:
    - any_of: [supervisor, manager]
      deadline: immediate
      source: &out
        document: alder-creek-reporting
        quote: When information of the Town is out, tell your supervisor or your manager at once.
    - any_of: [help_line]
      deadline: immediate
      source:
        document: alder-creek-reporting
        quote: Call the Help Line at 555-0177 at once when a device or an account is gone.
      note: This is a call that you make yourself.
    - any_of: [loss_form]
      deadline: PT24H
      counted_from: incident
      source:
        document: alder-creek-reporting
        quote: File a Loss Form at forms.aldercreek.example within 24 hours of the loss.
    - any_of: [communications_office]
      when: if the press may hear of it
      source:
        document: alder-creek-reporting
        quote: If the press may hear of it, the Communications Office is to know.
- organisation: alder-creek
  type: information_incident
  variant: privacy
  steps:
    - any_of: [town_clerk]
      basis: fallback
      source: *out
- organisation: alder-creek
  type: harassment
  steps:
    - any_of: [ethics_advisor]
      source: *unsure
- organisation: alder-creek
  type: conduct_concern
  steps:
    - any_of: [supervisor]
      source: {document: alder-creek-reporting, quote: Tell your supervisor when a colleague's posts worry you.}
- organisation: alder-creek
  type: supervisor_concern
  role: supervisor
  steps:
    - any_of: [ethics_advisor]
      basis: fallback
      source: *unsure
- organisation: alder-creek
  type: conflict_of_interest
  steps:
    - any_of: [supervisor, ethics_advisor]
      deadline: P30D
      counted_from: awareness
      source:
        document: alder-creek-reporting
        quote: Disclose a conflict of interest to your supervisor or the Ethics Advisor within 30 days.
- organisation: alder-creek
  type: media_request
  steps:
    - any_of: [communications_office]
      source: {document: alder-creek-reporting, quote: Send journalists to the Communications Office}
"""

EXAMPLES = """\
- text: The library's tablet with the list of members is gone from the van.
  organisation: alder-creek
  type: information_incident
  variant: security
- text: My colleague tells everybody in the lunch room that I am too slow for the rink.
  organisation: alder-creek
  type: harassment
- text: A man from the paper rang and wants to know about the bridge.
  organisation: alder-creek
  type: media_request
- text: My brother sells the gravel that I order for the roads.
  organisation: alder-creek
  type: conflict_of_interest
"""

PEOPLE = """\
- {organisation: alder-creek, contact: intake, people: [{name: Town Hall Intake, mail: intake@aldercreek.example}]}
- organisation: alder-creek
  contact: alternate_intake
  people: [{name: Dana Okafor, mail: dana@ombud.example}]
- {organisation: alder-creek, contact: urgent, people: [{name: Security Desk, mail: desk@aldercreek.example}]}
- organisation: alder-creek
  contact: ethics_advisor
  people:
    - name: Ines Weber
      mail: ines.weber@aldercreek.example
      deputies: [{name: Jo Marsh, mail: jo.marsh@aldercreek.example}]
- organisation: alder-creek
  contact: town_clerk
  people: [{name: Sam Roy, mail: sam.roy@aldercreek.example, detail: full}]
- organisation: alder-creek
  contact: communications_office
  people: [{name: Newsroom, mail: {address: news@aldercreek.example, shared: true}}]
- organisation: alder-creek
  unit: library
  contact: supervisor
  people: [{name: Kim Haida, mail: kim.haida@aldercreek.example}]
"""

CASE_RULES = """\
- organisation: alder-creek
  kept: in the Town's own database, encrypted
  collection:
    authority: section 7 of the Town Records Bylaw
    purpose: to look into what is reported
    contact: Records Desk, 555-0150
  schedule: {name: Conduct files, authority: Town Council, after: P7Y}
"""

DOMAINS = ("aldercreek.example",)
"""Mail domains of the people whom reporters may name."""

_FILES = {
    "documents/reporting.md": RULES,
    "contacts.yaml": alder_creek.CONTACTS + CONTACTS,
    "reports/types.yaml": TYPES,
    "reports/routes/alder-creek.yaml": ROUTES,
    "reports/examples/alder-creek.yaml": EXAMPLES,
}


def write(folder: Path) -> Path:
    """Write the knowledge folder of the Town with what it takes reports by; return it."""
    alder_creek.write(folder)
    for name, content in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def write_deployment(folder: Path) -> tuple[Path, Path]:
    """Write the contacts file and the case rules of the Town; return where they are."""
    contacts, rules = folder / "contacts.yaml", folder / "case-rules.yaml"
    contacts.write_text(PEOPLE, encoding="utf-8")
    rules.write_text(CASE_RULES, encoding="utf-8")
    return contacts, rules
