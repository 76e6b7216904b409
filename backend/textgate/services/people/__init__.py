"""Users, their invitations and their administrators."""
