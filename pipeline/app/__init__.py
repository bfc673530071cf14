"""What each command does, one file a command: returns what came of it. Prints nothing and parses no arguments."""
