"""Features: reports turned once into arrays that can be compared."""
