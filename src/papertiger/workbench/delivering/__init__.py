"""Warnings go to people: by webhook, by mail through the user's own server, as an Atom file.

`channels` reads where they go, `choosing` says what is due where and when, `webhook` and `mail` send it, `sending` does a round and keeps
every try in the ledger. Only addresses that the user wrote are asked for anything; nothing in a warning can name one.
"""
