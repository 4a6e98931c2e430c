"""Numbers and units as they are written, with exact values; stage 4 (``numfacts.quantities``) is made of these."""
