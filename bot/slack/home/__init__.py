"""The home tab, what the app can do, what people prefer, and how it behaves in a channel."""
