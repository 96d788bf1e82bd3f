"""What the words mean: frozen values, no input or output, standard library only."""
