"""Lists that go in step with other lists, and names of lists that are read as they are written."""
