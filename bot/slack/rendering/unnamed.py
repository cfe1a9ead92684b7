"""Reports without a name: why not from here, and where."""

SLACK_KNOWS = "Slack knows who writes here, and so a report from here is never anonymous."
THE_PAGE = "The page for it asks for nothing that says who you are; it is the same address for everybody."
REPORT_UNNAMED = "Report without your name"
