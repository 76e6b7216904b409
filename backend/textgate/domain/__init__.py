"""The rules of texting with verified numbers: pure functions and frozen data, no I/O."""
