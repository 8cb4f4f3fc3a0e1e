"""What other tools read and write: spreadsheets of measures, and StratML (ISO 17469)."""
