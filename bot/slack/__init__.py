"""The Slack door: everything of ask, check, report and disclose, at home in Slack.

From what Slack sends to what people see:
    door: Slack's side of the service, over HTTP or Socket Mode; makes and runs all that follows.
    core: Between Slack and the work: who calls is checked (bolt), an event is done once (once), faults become sentences
        (guard), payloads become records (incoming, entered); things are said (speaking, web) and shown (modals), sealed
        (seals) and kept (notes, kept).
    listeners: Which work is done about which event, command, shortcut, button and modal; they only wire.
    parts: What that work has at hand.

The work, by subject:
    asking: Questions, and what people say of the answers.
    checking: Drafts.
    reporting: Reports and disclosures, from the ways in over the steps of the form to sending.
    cases: A case as its reporter follows it (own), and as its recipients get it and act on it (all others).
    sender: Brings notices of cases to Slack.
    home: The home tab, the help, preferences, and settings of channels.
    installing: How the app comes into a workspace: manifest, settings that go together, OAuth; and how it goes.

What people see, by the same subjects:
    rendering: Replies -> messages and views, without any input or output; blocks, inputs, text, views, messages and
        whom (to call, to talk to) are what all of them are made of.

    ids, limits, paths: Ids by which Slack says what was pressed, how much Slack takes, and where it posts.
"""
