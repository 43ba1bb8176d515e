"""What several pages show in the same way, as values for their templates: no page of its own, no request."""
