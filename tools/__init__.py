"""What keeps the project: locks, the environment, the written seasons. Nothing here is part of the product."""
