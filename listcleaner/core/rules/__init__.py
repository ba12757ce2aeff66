"""Rules: their parameters, their files, and the plan they make."""
