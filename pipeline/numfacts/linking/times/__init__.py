"""Which period a quantity is of, from the times that its sentence and those before it have."""
