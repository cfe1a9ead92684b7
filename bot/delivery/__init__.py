"""What brings notices to people: mail, webhooks, the chat platforms, and the courier that never gives up."""
