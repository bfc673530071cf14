"""What people read, in their language.

The program speaks Chinese, and what it computes, archives and compares is Chinese, whoever runs it. Another language
is a reading of that text at the place where it leaves: on a page, in a column of prose, on the terminal. The
catalogues are gettext's, kept with Babel; names of files, sheets and columns are the same in every language.
"""
