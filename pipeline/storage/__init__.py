"""Inbox and output on shared storage (`s3://…` and the like): brought at hand for a run, and put back complete."""
