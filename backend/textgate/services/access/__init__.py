"""What a caller is, and which rows it may see or change."""
