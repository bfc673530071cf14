"""The files that the program itself reads back, and the output folder put in place in one step. Draws nothing."""
