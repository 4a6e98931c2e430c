"""Runs the command line as ``python -m numfacts``."""

from numfacts.cli import main

if __name__ == "__main__":
    main()
