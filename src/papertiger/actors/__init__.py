"""Who is who: the knowledge base of actors, and the linking of mentions to it."""

from papertiger.actors.actor import Actor, Mention, Office
from papertiger.actors.knowledge import KnowledgeBase, knowledge_base
from papertiger.actors.lookup import actor_of

__all__ = ["Actor", "KnowledgeBase", "Mention", "Office", "actor_of", "knowledge_base"]
