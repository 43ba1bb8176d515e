"""Who is who: the knowledge base of actors, and the linking of mentions to it."""

from papertiger.actors.actor import Actor, Mention
from papertiger.actors.knowledge import KnowledgeBase, knowledge_base
from papertiger.actors.tables import Office

__all__ = ["Actor", "KnowledgeBase", "Mention", "Office", "knowledge_base"]
