"""Tables against each other, one file a subject. Says findings; changes and computes nothing."""
