"""How much Slack takes, in characters and pieces. Source: docs.slack.dev, Block Kit and Web API reference."""

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
SECTION = 3000
"""Characters of the text of a section, and of a text field in a modal."""
ALL_BLOCKS = 12_000
"""Characters of all blocks of a message together; a little above that, Slack refuses it."""
TEXT = 4000
"""Characters of the text of a message: Slack takes more, and advises against it."""
HEADER = 150
ACTIONS = 25
BUTTON, BUTTON_VALUE, URL = 75, 2000, 3000
OPTION, OPTION_VALUE, OPTIONS, CHECKBOXES = 75, 150, 100, 10
LABEL, PLACEHOLDER = 2000, 150
TITLE = 24
INPUT = 3000
"""Characters that can be entered in one field."""
MOST_PROMPTS = 4
"""Questions that are offered in an empty conversation."""
