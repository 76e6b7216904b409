"""Does what is due: submits and polls verifications, sends texts, applies callbacks."""
