"""Questions, and what people say of the answers."""
