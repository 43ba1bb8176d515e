"""One module a schema version: v0001, v0002 and so on."""
