"""The engine for those who outgrow a machine: the readers and the kernel of a batch as tasks of Spark."""
