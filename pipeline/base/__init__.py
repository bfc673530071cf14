"""Units, months, exit codes and text: what every room may use. Imports no other room."""
