"""Arguments and what is printed. Typer lives here and nowhere else; nothing is computed."""
