"""The revisions. A new one is a file beside these, and its name goes to `bot.storage.migrating.HEAD`."""
