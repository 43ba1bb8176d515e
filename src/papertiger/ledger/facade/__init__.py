"""The methods of `Ledger`, by what they are for; each hands over to the module that knows how."""
