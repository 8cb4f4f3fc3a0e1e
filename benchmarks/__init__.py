"""Measurements of what Milepost promises about time and memory; not part of the package."""
