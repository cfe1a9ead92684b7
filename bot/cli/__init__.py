"""The command line: one module a command, rendering for the terminal."""
