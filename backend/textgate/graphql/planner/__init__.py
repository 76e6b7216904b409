"""Plans an operation as few statements, runs them and writes the answer; see README.md."""
