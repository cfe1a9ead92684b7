"""What a deployment sets: who fills the roles and how they are reached, and how its organisations handle cases."""
