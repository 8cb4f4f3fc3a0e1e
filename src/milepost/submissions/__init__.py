"""What agencies said: cells first, then what they mean, then whether it can be so."""
