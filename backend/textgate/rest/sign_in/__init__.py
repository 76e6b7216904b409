"""REST endpoints of the pages: signing in and out, passwords, second factors."""
