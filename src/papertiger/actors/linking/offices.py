"""From a phrase to an actor: who holds the post on the day, whose body it is, whose allies they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from papertiger.actors.actor import Actor, Mention
from papertiger.actors.knowledge import KnowledgeBase
from papertiger.actors.linking.link import Link
from papertiger.actors.linking.phrases import Phrase

_SERVICES = frozenset({"intelligence", "security_service"})
_SEVERAL = frozenset({"intelligence_chief"})
"""Posts that a state has one of for each service."""
_LEADERS = frozenset({"head", "leader"})


class Offices:
    """Resolves the phrases of a text of one day."""

    def __init__(
        self,
        base: KnowledgeBase,
        language: str,
        *,
        on: date | None,
        adjective_is_ally: bool,
        named: Sequence[Actor] = (),
    ) -> None:
        """`adjective_is_ally`: an adjective before "partners" names the partner, not whose partner it is; `named`: people of the text."""
        self._base, self._language = base, language
        self._on, self._adjective_is_ally = on, adjective_is_ally
        self._named = {actor.id: actor for actor in named}

    def resolve(self, text: str, phrase: Phrase, state: str | None = None, why: str = "") -> Link | None:
        """The link of a phrase; None where no state or person places it.

        Args:
            text: the text.
            phrase: one of its phrases.
            state: the state it belongs to where the phrase itself names none.
            why: how that state was found.
        """
        own = self._state(phrase)
        whose = own or state
        how = self._how_state(phrase) if own else why
        if phrase.collective is not None:
            link = self._collective(phrase, whose, how)
        elif phrase.titles:
            link = self._title(phrase, whose, how)
        else:
            link = self._body(phrase, whose, how)
        if link is None:
            return None
        surface = text[phrase.start : phrase.end]
        return replace(
            link, start=phrase.start, end=phrase.end, surface=surface, titles=phrase.titles or None
        )

    def _state(self, phrase: Phrase) -> str | None:
        if phrase.state is not None:
            return phrase.state.actor.state
        if phrase.owner is not None:
            return phrase.owner.actor.state
        if phrase.body_mention is not None and phrase.body_mention.actor.state is not None:
            return phrase.body_mention.actor.state
        return None

    @staticmethod
    def _how_state(phrase: Phrase) -> str:
        mention = phrase.state or phrase.owner or phrase.body_mention
        return f"{mention.surface!r} beside it" if mention is not None else ""

    def _title(self, phrase: Phrase, state: str | None, how: str) -> Link | None:
        if phrase.person is not None:
            person = phrase.person.actor
            return _link(person, "office", f"title of {person.name}, who is named with it")
        if state is None:
            state, how = self._bare(phrase)
        post = self._post(phrase, state)
        if phrase.name is not None:
            return self._surname(phrase, state) or self._unknown(phrase, state, post, how)
        holder = self._of_world(phrase) or self._of_body(phrase)
        if holder is not None:
            return holder
        if state is None or post is None:
            return None
        if phrase.former or phrase.deputy:
            return self._office(state, f"{'former' if phrase.former else 'deputy'}_{post}", how)
        if all(self._base.posts.titles[title].described for title in phrase.titles):
            named = self._described(state, how)
            if named is not None:
                return named
        found = [] if self._is_plain(phrase) else self._holders(state, post, self._service(phrase, state))
        if len(found) != 1:
            return self._office(state, post, how)
        why = f"held the post {post} of {state} on {self._on} by the actor files; {how}"
        return _link(found[0], "office", why, post)

    def _service(self, phrase: Phrase, state: str) -> Actor | None:
        """The service or ministry that a phrase means, as an organisation."""
        if phrase.body_mention is not None:
            return phrase.body_mention.actor
        return self._base.body(state, phrase.body) if phrase.body is not None else None

    def _holders(self, state: str, post: str, service: Actor | None) -> list[Actor]:
        """Who held a post on the day; of several services of a state the one that is named."""
        if self._on is None:
            return []
        found = self._base.holders(state, post, self._on)
        if not found and post in self._base.posts.stand_ins:
            found = self._base.holders(state, self._base.posts.stand_ins[post], self._on)
        if service is None or (len(found) < 2 and post not in _SEVERAL):  # noqa: PLR2004 - nothing to choose from
            return found
        fact = self._base.fact(service.id)
        own = {service.name, *(name["text"] for name in fact.get("names", ()))}
        return [
            actor
            for actor in found
            if any(
                o.post == post and o.body in own and o.covers(self._on) for o in self._base.offices(actor.id)
            )
        ]

    def _surname(self, phrase: Phrase, state: str | None) -> Link | None:
        """A person whose surname is too common to be read alone, but whom the title tells from others of that name."""
        titles = phrase.titles
        name = phrase.name or ""
        entries = {
            entry.actor
            for match in self._base.find(name, self._language)
            if match.end - match.start == len(name)
            for entry in match.entries
            if entry.actor is not None and entry.form == "person"
        }
        found = []
        for actor in map(self._base.get, sorted(entries)):
            posts = {self._base.posts.post(title, actor.state or "") for title in titles}
            held = [office for office in self._base.offices(actor.id) if office.post in posts]
            if state in {None, actor.state} and held:
                found.append((self._on is not None and any(o.covers(self._on) for o in held), actor))
        best = [actor for on, actor in found if on] or [actor for _, actor in found]
        if len(best) != 1:
            return None
        return _link(best[0], "office", f"{name!r} is the name of several; the title tells which")

    def _described(self, state: str, how: str) -> Link | None:
        """Whom a judgement such as "dictator" means: a leader of that state whom the text names."""
        posts = {"head_of_state", "head_of_government"}
        found = [
            actor
            for actor in self._named.values()
            if actor.state == state and any(office.post in posts for office in self._base.offices(actor.id))
        ]
        if len(found) == 1:
            return _link(found[0], "office", f"the only leader of {state} whom the text names; {how}")
        return None

    def _is_plain(self, phrase: Phrase) -> bool:
        titles = self._base.posts.titles
        seat = phrase.state is not None and phrase.state.form == "metonym"
        leader = seat or phrase.of_title or self._leads(phrase.owner)
        if phrase.body is not None or phrase.body_mention is not None:
            return False
        if leader and "spokesperson" in phrase.titles:
            return False
        return all(titles[t].plain for t in phrase.titles)

    def _bare(self, phrase: Phrase) -> tuple[str | None, str]:
        """The state that a title implies by itself."""
        if phrase.body is not None or phrase.deputy:
            return None, ""
        for title in phrase.titles:
            state = self._base.posts.titles[title].bare
            if state is not None:
                return (
                    state,
                    f"only {self._base.get(state).name} is meant where {title.replace('_', ' ')} stands alone",
                )
        return None, ""

    def _post(self, phrase: Phrase, state: str | None) -> str | None:
        posts = self._base.posts
        heads = any(posts.titles[t].headed or t in _LEADERS for t in phrase.titles)
        body = phrase.body or self._body_of(phrase.body_mention)
        spokes = "spokesperson" in phrase.titles and body != "parliament"  # there the speaker leads
        if body is not None and heads and body in posts.bodies:
            found = posts.bodies[body].spokesperson if spokes else posts.bodies[body].head
            return found or f"{'spokesperson' if spokes else 'head'}_of_{body}"
        if spokes and (phrase.of_title or self._leads(phrase.owner)):
            return "spokesperson_of_leader"
        if spokes:
            seat = phrase.state is not None and phrase.state.form == "metonym"
            return "spokesperson_of_leader" if seat else "spokesperson"
        for title in phrase.titles:
            name = "leader" if title == "head" else title
            if state is None:
                return posts.titles[title].post
            post = posts.post(name, state)
            if post is not None:
                return post
        return None

    def _leads(self, owner: Mention | None) -> bool:
        """Whether somebody leads a state on the day."""
        posts = {"head_of_state", "head_of_government"}
        return owner is not None and any(
            o.post in posts and (self._on is None or o.covers(self._on))
            for o in self._base.offices(owner.actor.id)
        )

    def _body_of(self, mention: Mention | None) -> str | None:
        return self._base.fact(mention.actor.id).get("body") if mention is not None else None

    def _of_world(self, phrase: Phrase) -> Link | None:
        """Who held a post that is no state's: "the EU foreign policy chief"."""
        posts = [self._base.posts.titles[t].post for t in phrase.titles if self._base.posts.titles[t].world]
        return self._of_post(posts[0]) if posts and not phrase.former and not phrase.deputy else None

    def _of_post(self, post: str) -> Link | None:
        found = self._base.holders("*", post, self._on) if self._on is not None else []
        if len(found) != 1:
            return None
        return _link(found[0], "office", f"was {post} on {self._on} by the actor files", post)

    def _of_body(self, phrase: Phrase) -> Link | None:
        """Who heads an organisation that is no body of a state: "генсек НАТО"."""
        mention = phrase.body_mention
        if mention is None or phrase.former or phrase.deputy:
            return None
        organisation = mention.actor
        post = self._base.fact(organisation.id).get("head")
        if "spokesperson" not in phrase.titles:
            if post and (head := self._of_post(post)) is not None:
                return head
            chief = self._holders(organisation.state or "", "intelligence_chief", organisation)
            if len(chief) == 1 and self._body_of(mention) in {None, *_SERVICES}:
                why = f"headed {organisation.name} on {self._on} by the actor files"
                return _link(chief[0], "office", why, "intelligence_chief")
        if self._body_of(mention) is not None:
            return None
        if "spokesperson" in phrase.titles:
            return _link(
                Actor(
                    f"{organisation.id}:spokesperson",
                    "person",
                    f"spokesperson of {organisation.name}",
                    organisation.state,
                ),
                "office",
                f"speaks for {organisation.name}",
            )
        actor = Actor(f"{organisation.id}:head", "person", f"head of {organisation.name}", organisation.state)
        return _link(actor, "office", f"leads {organisation.name}")

    def _unknown(self, phrase: Phrase, state: str | None, post: str | None, how: str) -> Link:
        name = phrase.name or ""
        prefix = "former_" if phrase.former else "deputy_" if phrase.deputy else ""
        link = self._office(state, f"{prefix}{post or 'person'}", how) if state is not None else None
        if link is None or link.actor is None:
            return Link(
                0, 0, "", None, "office", f"{name!r} is in no actor file, and nothing says whose", name=name
            )
        actor = replace(link.actor, name=name)
        return replace(
            link, actor=actor, name=name, how=f"{name!r} is in no actor file; the title says whose: {how}"
        )

    def _office(self, state: str, post: str, how: str) -> Link:
        name = f"{post.replace('_', ' ')} of {self._base.get(state).name}"
        return _link(Actor(f"{state}:{post}", "person", name, state), "office", how, post)

    def _body(self, phrase: Phrase, state: str | None, how: str) -> Link | None:
        body = self._base.posts.bodies.get(phrase.body or "")
        if body is None or state is None:
            return None
        if body.is_state:
            return _link(self._base.get(state), "body", f"a {body.name} acts for its state; {how}")
        known = self._base.body(state, phrase.body or "")
        if known is not None:
            return _link(known, "body", f"{body.name} of {state}; {how}")
        name = f"{body.name} of {self._base.get(state).name}"
        return _link(Actor(f"{state}:{phrase.body}", "organisation", name, state), "body", how)

    def _collective(self, phrase: Phrase, state: str | None, how: str) -> Link | None:
        if state is None:
            if phrase.side is None:
                return None
            name = f"{phrase.side.capitalize()}ern allies"
            return _link(Actor(f"{phrase.side}:allies", "group", name), "collective", "a side, not one state")
        described = phrase.state is not None and phrase.state.form == "adjective"
        if described and self._adjective_is_ally:
            return _link(self._base.get(state), "collective", f"an adjective names the partner itself; {how}")
        actor = Actor(f"{state}:allies", "group", f"allies of {self._base.get(state).name}")
        return _link(actor, "collective", f"a collective, which belongs to no state; {how}")


def _link(actor: Actor, form: str, how: str, post: str | None = None) -> Link:
    return Link(0, 0, "", actor, form, how.rstrip("; "), post=post)
