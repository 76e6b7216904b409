"""The published partner API; each method is declared once, in methods/."""
