"""The engine: what it takes (`Structure`, `Inputs`, the draws of a block, `Choices`), one step after another, what it returns (`Records`)."""
