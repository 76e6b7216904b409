"""What can be done: one service per noun, one method per deed, one transaction per method."""
