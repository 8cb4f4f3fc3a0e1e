"""Milepost monitors how a government strategy performs.

A plan is declared in YAML, agencies' files are recorded for good, a judge compares the two, and a
scorecard is published in which every number can be walked back to the cell it came from.
"""
