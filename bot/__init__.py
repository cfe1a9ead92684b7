"""The doors: command line, local page; rendering, settings, wiring, storage."""
