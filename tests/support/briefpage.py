"""A brief as tests look at it: its elements as a tree, and what every figure counts and leads to."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html

CLAIM, CASE = "c-", "case-r-"


class BriefPage:
    """One brief."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = lxml_html.document_fromstring(text.encode())
        self.ids = [one.get("id") for one in self.root.iter() if isinstance(one.tag, str) and one.get("id")]
        self.places = {
            one.get("id"): one for one in self.root.iter() if isinstance(one.tag, str) and one.get("id")
        }

    def elements(self) -> Iterator[lxml_html.HtmlElement]:
        """All elements, comments left out."""
        return (one for one in self.root.iter() if isinstance(one.tag, str))

    def dangling(self) -> list[str]:
        """Addresses within the page that lead nowhere."""
        links = [one.get("href") for one in self.elements() if one.get("href", "").startswith("#")]
        return sorted({link for link in links if link[1:] not in self.places})

    def outward(self) -> list[str]:
        """Values of attributes that could make a browser ask somebody."""
        loading = ("src", "srcset", "data", "action", "poster", "background", "cite", "ping", "manifest")
        found = [one.get(name) for one in self.elements() for name in loading if one.get(name)]
        return found + [
            one.tag
            for one in self.elements()
            if one.tag
            in {"link", "script", "iframe", "object", "embed", "base", "form", "img", "image", "use"}
        ]

    def claims_under(self, place: str) -> set[str]:
        """Claims that stand under an element, or that it names by their number."""
        found = set()
        for one in self.places[place].iter():
            if isinstance(one.tag, str):
                if one.tag == "li" and one.get("id", "").startswith(CLAIM):
                    found.add(one.get("id"))
                if one.tag == "a" and one.get("href", "").startswith(f"#{CLAIM}"):
                    found.add(one.get("href")[1:])
        return found

    def wrong_figures(self) -> list[str]:
        """Figures that lead to anything else than what they count."""
        wrong = []
        for one in self.elements():
            place = one.get("href", "")[1:]
            if (number := one.get("data-claims")) and len(self.claims_under(place)) != int(number):
                wrong.append(f"{one.text_content()} → {place}: {len(self.claims_under(place))} claims")
            if number := one.get("data-origins"):
                lines = [each for each in self.places[place].iter("li") if each.get("class") == "origin"]
                if len(lines) != int(number):
                    wrong.append(f"{one.text_content()} → {place}: {len(lines)} origins")
            if number := one.get("data-responses"):
                cases = {
                    each.get("href")
                    for each in self.places[place].iter("a")
                    if each.get("href", "").startswith(f"#{CASE}")
                }
                if len(cases) != int(number):
                    wrong.append(f"{one.text_content()} → {place}: {len(cases)} responses")
        return wrong

    def figures(self) -> int:
        """How many figures say what they count."""
        names = ("data-claims", "data-origins", "data-responses")
        return sum(one.get(name) is not None for one in self.elements() for name in names)

    def headings(self) -> list[int]:
        """Levels of all headings, in order."""
        return [int(one.tag[1]) for one in self.elements() if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
