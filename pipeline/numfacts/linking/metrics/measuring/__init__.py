"""What a quantity measures: the readings that are tried for it, in order."""
