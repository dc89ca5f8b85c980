"""Speed side by side; apart from the tests, which never measure time."""
