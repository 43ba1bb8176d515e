"""The methods of `Workbench`, by what they are for; each hands over to the stage or the module that knows how."""
