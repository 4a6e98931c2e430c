"""The names that a document introduces, and those that the dictionary would cut."""
