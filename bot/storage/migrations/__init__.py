"""Every change of the schema, in order. There is no way back: a backup from before is restored instead."""
