"""A person's statement and a clause's effects, from the lines. Computes no figure anew."""
