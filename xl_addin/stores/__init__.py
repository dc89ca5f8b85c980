"""What the program remembers between two runs, beside the documents."""
