"""Whom a claim is cited from, and how far a source reaches."""
