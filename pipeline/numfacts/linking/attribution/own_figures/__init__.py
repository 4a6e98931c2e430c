"""Whether a source speaks of its own figures and doings, which are announced rather than cited."""
