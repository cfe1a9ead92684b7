"""The reporter's side of the page: to report, to disclose, to follow up."""
