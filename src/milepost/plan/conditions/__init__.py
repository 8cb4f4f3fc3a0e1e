"""Conditions over the rows of an extract, as whoever knows SQL's WHERE writes them."""
