"""The way `here`: a notice stays in the assistant, where whoever runs it finds the case."""

from datetime import datetime

from handlers.cases.store import Pending


class HereSender:
    """Takes notices at once: what they speak of is kept already."""

    async def send(self, pending: Pending, at: datetime) -> None:
        """Do nothing."""
