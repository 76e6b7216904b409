"""The schema of the first release, one module per subject."""
