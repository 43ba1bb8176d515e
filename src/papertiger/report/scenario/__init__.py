"""Results of a scenario as they are shown: in a terminal, or as one HTML file with its charts."""
