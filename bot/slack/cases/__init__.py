"""The recipients' side: cases as they arrive in Slack, and what is done with them."""
