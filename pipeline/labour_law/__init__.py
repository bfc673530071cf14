"""What labour law says to the regulations' results: it is told, and changes nothing unless the rulebook says so."""
