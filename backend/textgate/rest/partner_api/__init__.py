"""The partner API under the names that partners' programs know: each method declared once, in methods/."""
