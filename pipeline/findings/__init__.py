"""What a check says, by stable code, with all messages. Checks nothing itself."""
