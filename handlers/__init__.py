"""The work: platform-independent handlers, a typed request in and a typed reply out.

Handlers import types and Protocols of `index` and `knowledge`; `bot.wiring` gives them instances.
"""
