"""What a count counts, by its words: the noun behind it, what befell it, what it is said to be."""
