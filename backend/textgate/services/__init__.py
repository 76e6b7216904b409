"""Services: one class per noun, one method per action, one transaction per method."""
