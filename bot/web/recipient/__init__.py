"""The recipient's side of the page: a link and a one-time code open one case."""
