"""Linking in English sentences, which are parsed into phrases first."""
