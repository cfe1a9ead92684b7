"""The local page: a door in the browser, with its interface in JSON."""
