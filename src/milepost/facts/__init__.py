"""Record-level extracts: checked and kept as rows, and reduced to figures by an engine."""
