"""What labour law says to the month's figures; told, and applied only where the rulebook switches a limit on."""
