"""Whose a figure is: the names a document knows, and which of them a quantity belongs to."""
