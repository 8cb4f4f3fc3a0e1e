"""What was promised: the plan, read from YAML and checked."""
