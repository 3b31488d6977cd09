"""What belongs to no app: the rules of the house, the command line, and walks with a real browser."""
