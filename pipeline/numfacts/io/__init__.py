"""Documents in, facts out: files, decoding, HTML, JSON lines, formats, and the run of one command."""
