"""Whose a figure is, where its metric tells that: an index, a rate, goods, who is fined or assessed, a holder."""
