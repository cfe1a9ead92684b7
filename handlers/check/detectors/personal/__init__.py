"""The parts of the personal data detector: what is looked for, where it is found, whose it is, how much it weighs."""
