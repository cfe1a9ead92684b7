"""The way from a quote to where it stands on the page."""

from slack_sdk.models.blocks import ButtonElement

from bot.json_reply import section_path
from bot.slack import ids, limits
from bot.slack.blocks import opens
from handlers.reply import Citation


def section_button(cited: Citation, page: str | None, number: int) -> ButtonElement | None:
    """Return a button that opens the section of a quote, highlighted; None where people do not reach the page.

    Args:
        cited: The quote.
        page: Address of the page, or None.
        number: Which of the quotes it is: buttons beside each other need ids of their own.
    """
    address = f"{page}{section_path(cited)}"
    if page is None or len(address) > limits.URL:
        return None
    spoken = f"Open the section: {(cited.title, *cited.section)[-1]}"
    return opens("Open the section", address, f"{ids.OPEN}{number}", spoken=spoken)
