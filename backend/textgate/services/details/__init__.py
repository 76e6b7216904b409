"""Business details: parsing them, counting what is missing, and fields passed through unread."""
