"""The reading of reports: which type, which variant, whether somebody may be in danger."""
