"""What several files of tests use: the rules that they ask, and tables of examples."""
