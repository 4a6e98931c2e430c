"""What a quantity measures: the metric its clause names, and what carries over from the claims before it."""
