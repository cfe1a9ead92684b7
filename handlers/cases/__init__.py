"""The work of a case: what a report or a disclosure is once it was sent, who may see it, and what happens when."""
