"""What a ledger gives for a brief: `document_of` makes the whole of it; nothing is written to the ledger."""

from papertiger.workbench.briefs.gathering import document_of, material_of

__all__ = ["document_of", "material_of"]
