"""Tests of cases: who receives them, what people do with them, what time does."""
