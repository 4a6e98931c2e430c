"""Whether a claim is of what is or of what is expected, planned or decided."""
