"""The calendar of duties: what falls due in a year, whose it is, and whether it was done.

``build`` makes it of a plan; ``as_text``, ``as_json`` and ``as_ics`` draw it and decide nothing.
"""
