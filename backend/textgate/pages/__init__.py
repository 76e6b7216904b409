"""The pages that browsers load: what the build of the frontend has written, served as it is."""
