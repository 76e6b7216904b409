"""Mail: templates, the outbox and the SMTP client."""
