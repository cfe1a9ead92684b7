"""One conversation, held through every door: whatever the door, a person knows the same afterwards."""
