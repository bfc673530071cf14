"""What labour law says to the month's figures. Changes no figure but where the rulebook switches a limit on."""
