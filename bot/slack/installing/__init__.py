"""How the app comes into a workspace, and goes: its manifest, what is set for it, and the pages that install it."""
