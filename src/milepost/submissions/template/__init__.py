"""The form that an agency fills: what stands in it, in which words, and how it is written down."""
