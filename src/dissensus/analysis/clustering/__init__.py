"""Ways to divide things by distances or ties, and how to tell which fits best."""
