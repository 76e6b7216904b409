"""REST endpoints of the pages: sign-in, sign-out, passwords and second factors."""
