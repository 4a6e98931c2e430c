"""Runs over many documents: typed tables, worker processes, runs that can be taken up again, and where facts go."""
