"""What it means: the record held against the plan, in arithmetic an auditor can follow."""
