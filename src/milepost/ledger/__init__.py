"""What was received: every file ever sent, for good, and what was read in it."""
