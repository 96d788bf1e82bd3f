"""What a coder sees of the whole debate: networks, a matrix, and time, each with the statements behind it."""
