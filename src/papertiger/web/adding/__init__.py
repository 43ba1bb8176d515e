"""What the page for adding articles works with: what was given, a private place for files, and what was found in them."""
