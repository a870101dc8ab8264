"""What the reference says of each operation on the compliance resources."""
