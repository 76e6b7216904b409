"""The audit log: appending, anchoring and verifying its hash chain."""
