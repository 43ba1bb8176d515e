"""Studies of a scenario as lines and JSON: what drives it, and what history leaves of its parameters."""
