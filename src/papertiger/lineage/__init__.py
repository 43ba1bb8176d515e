"""Origins of claims: empty until origin trees are built; the stage keeps its place in the house."""
