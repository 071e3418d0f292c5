class StartError(Exception):
    """Something cannot be started. Its text is for the terminal: one line, and where it helps, a log's end."""
