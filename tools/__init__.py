"""What keeps the project: locks, environment, written seasons. Nothing here is part of the product."""
