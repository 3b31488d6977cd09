"""What the reports room tells the house."""
