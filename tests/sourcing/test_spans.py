"""Source, cue and content as spans: sentences of our own, three that must match and three that must not for each construction."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.evaluation.attribution import read_text
from papertiger.language import Sentence, analyser, split_by_language
from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.settings import Settings
from papertiger.sourcing.spans import Attribution, attributions
from papertiger.sourcing.spans.lexicon import lexicon
from papertiger.sourcing.spans.pieces import cut, joined, within
from papertiger.sourcing.spans.placed import Placed, outermost
from papertiger.sourcing.spans.quotations import quotations
from papertiger.sourcing.spans.tables import SpanTable

MATCHING = [
    # reported clauses
    (
        "The minister said that the bridge would open in May.",
        ["The minister | said | that the bridge would open in May"],
    ),
    (
        "Officials believe the convoy has crossed the river.",
        ["Officials | believe | the convoy has crossed the river"],
    ),
    ("The report found that most wells had run dry.", ["The report | found | that most wells had run dry"]),
    (
        "Residents told reporters that they had heard two blasts.",
        ["Residents | told | that they had heard two blasts"],
    ),
    # quotations
    ('"We will rebuild the school," the mayor said.', ['the mayor | said | "We will rebuild the school,"']),
    (
        '"The road is closed," said Anna Petrova, a doctor in Kherson.',
        ['Anna Petrova, a doctor in Kherson | said | "The road is closed,"'],
    ),
    (
        'The general replied: "Nobody will leave the town."',
        ['The general | replied: | "Nobody will leave the town."'],
    ),
    (
        '"It was dark," the driver recalled. "I saw nothing."',
        ['the driver | recalled | "It was dark," / "I saw nothing."'],
    ),
    # infinitives
    ("The union plans to strike in March.", ["The union | plans | to strike in March"]),
    ("Norway refused to sign the treaty.", ["Norway | refused | to sign the treaty"]),
    ("The company has vowed to repair the dam.", ["The company | has vowed | to repair the dam"]),
    # requests
    ("The mayor urged residents to leave the valley.", ["The mayor | urged | to leave the valley"]),
    (
        "The court ordered the ministry to publish the letters.",
        ["The court | ordered | to publish the letters"],
    ),
    (
        "The envoy asked both sides to release their prisoners.",
        ["The envoy | asked | to release their prisoners"],
    ),
    # what somebody is called
    ("The senator called the deal a mistake.", ["The senator | called | the deal a mistake"]),
    ("Critics deemed the plan too expensive.", ["Critics | deemed | the plan too expensive"]),
    ("He called the judge a coward.", ["He | called | the judge a coward"]),
    # what something is described as
    (
        "The newspaper described the visit as a failure.",
        ["The newspaper | described | the visit as a failure"],
    ),
    ("Voters see the governor as a reformer.", ["Voters | see | the governor as a reformer"]),
    ("The bishop dismissed the rumour as nonsense.", ["The bishop | dismissed | the rumour as nonsense"]),
    # objects
    ("The opposition criticized the budget.", ["The opposition | criticized | the budget"]),
    (
        "The bishop praised the nurses for their courage.",
        ["The bishop | praised | the nurses for their courage"],
    ),
    ("Poland announced a new aid package.", ["Poland | announced | a new aid package"]),
    # prepositional objects
    ("The ministers talked about the price of grain.", ["The ministers | talked about | the price of grain"]),
    ("Activists called for an inquiry into the fire.", ["Activists | called for | an inquiry into the fire"]),
    ("The lawyer complained about the long delays.", ["The lawyer | complained about | the long delays"]),
    # passives
    ("The proposal was rejected by the council.", ["the council | was rejected | The proposal"]),
    ("The harvest is expected to fall by a third.", [" | is expected | The harvest / to fall by a third"]),
    (
        "The mayor was criticized by farmers for his silence.",
        ["farmers | was criticized | The mayor / for his silence"],
    ),
    # nouns
    ("His claim that the vote was rigged surprised nobody.", ["His | claim | that the vote was rigged"]),
    ("The mayor's opposition to the dam surprised nobody.", ["The mayor's | opposition to | the dam"]),
    ("The ministry's promise to pay pensions came late.", ["The ministry's | promise | to pay pensions"]),
    # adjectives
    (
        "The governor is confident that the bill will pass.",
        ["The governor | is confident | that the bill will pass"],
    ),
    ("Farmers are critical of the new tax.", ["Farmers | are critical of | the new tax"]),
    ("The rebels are willing to negotiate.", ["The rebels | are willing | to negotiate"]),
    # verbs with a noun
    (
        "The auditors raised questions about the contract.",
        ["The auditors | raised questions about | the contract"],
    ),
    ("The envoy expressed concern over the delay.", ["The envoy | expressed concern over | the delay"]),
    (
        "The opposition made accusations against the governor.",
        ["The opposition | made accusations against | the governor"],
    ),
    # prepositional cues
    (
        "According to the police, three men were arrested.",
        ["the police | According to | three men were arrested"],
    ),
    (
        "The factory will close in June, according to the owners.",
        ["the owners | according to | The factory will close in June"],
    ),
    (
        "In the words of the bishop, the war is a crime.",
        ["the bishop | In the words of | the war is a crime"],
    ),
    # adverbs of hearsay
    ("The general has reportedly left the country.", [" | reportedly | The general has / left the country"]),
    ("The aide allegedly took the money.", [" | allegedly | The aide / took the money"]),
    ("The ship supposedly carried grain.", [" | supposedly | The ship / carried grain"]),
    # headlines
    ("Poll: Voters split over new bridge.", ["Poll | : | Voters split over new bridge"]),
    ("Mayor Novak: Bridge will open in May.", ["Mayor Novak | : | Bridge will open in May"]),
    ("Report: Rivers are drying up.", ["Report | : | Rivers are drying up"]),
    # relative clauses
    ("The teacher, who said the school was cold, went home.", ["who | said | the school was cold"]),
    ("A man who wants to sell the mill came on Monday.", ["who | wants | to sell the mill"]),
    ("The governor, who criticized the bank, resigned.", ["who | criticized | the bank"]),
    # asides after an object
    (
        "The mayor criticized the company, which had closed the mill.",
        ["The mayor | criticized | the company"],
    ),
    (
        "The bishop praised Anna Petrova, the head of the hospital.",
        ["The bishop | praised | Anna Petrova"],
    ),
    (
        "The envoy rejected the offer, leaving the hall at once.",
        ["The envoy | rejected | the offer"],
    ),
    # a second speaker after a comma
    (
        "The mayor said the bridge was safe, but engineers said it needed repairs.",
        ["The mayor | said | the bridge was safe", "engineers | said | it needed repairs"],
    ),
    (
        "Officials said the fire was out, while residents said they still saw smoke.",
        ["Officials | said | the fire was out", "residents | said | they still saw smoke"],
    ),
    (
        "The pilot said the engine had failed, and the airline said it would pay.",
        ["The pilot | said | the engine had failed", "the airline | said | it would pay"],
    ),
    # a verb of speech thrown into the clause that it reports
    (
        "As the governor noted, the road is closed.",
        ["the governor | noted | the road is closed"],
    ),
    (
        "The mayor has left town, as first reported by the Daily Mail.",
        ["the Daily Mail | first reported | The mayor has left town"],
    ),
    (
        "The trouble, Novak writes, began in the early spring.",
        ["Novak | writes | The trouble / began in the early spring"],
    ),
    # a participle of speech after a relative clause
    (
        "Novak left the union that had paid him, telling reporters that he was tired.",
        ["Novak | telling | that he was tired"],
    ),
    (
        "The priest sold the mill that fed the town, saying that it was too old.",
        ["The priest | saying | that it was too old"],
    ),
    (
        "The miller closed the shop that his father had built, arguing that nobody came.",
        ["The miller | arguing | that nobody came"],
    ),
    # whoever does not merely read
    ("They know that the road is closed.", ["They | know | that the road is closed"]),
    ("We want to cross the river.", ["We | want | to cross the river"]),
    ("She criticized the soup.", ["She | criticized | the soup"]),
    # signed quotations
    (
        '"The river took our house." — Anna Petrova',
        ['Anna Petrova | — | "The river took our house."'],
    ),
    (
        "“We shall come back. We always do.”\n\n- Jan Novak, a miller.",
        ["Jan Novak, a miller | - | “We shall come back. We always do.”"],
    ),
    (
        "''Nobody asked us about the dam.'' -- The mayor of Lipa",
        ["The mayor of Lipa | -- | ''Nobody asked us about the dam.''"],
    ),
    # coordinated cues
    (
        "The mayor praised the nurses and criticized the ministry.",
        ["The mayor | praised | the nurses", "The mayor | criticized | the ministry"],
    ),
    (
        "The minister said the road was closed, adding that repairs would take a week.",
        [
            "The minister | said | the road was closed",
            "The minister | adding | that repairs would take a week",
        ],
    ),
    (
        "He denied the charge but promised to cooperate.",
        ["He | denied | the charge", "He | promised | to cooperate"],
    ),
]
NOT_MATCHING = [
    # reported clauses
    "The bridge that the minister opened is long.",
    "The train arrived after the meeting ended.",
    "The river rises where the two valleys meet.",
    # quotations
    'The film "The Long Road Home to Nowhere" opened in May.',
    'The pupils sang "The Ballad of the Old Mill" in June.',
    'The band played "Stand by the River" twice.',
    # infinitives
    "The driver stopped to refuel the truck.",
    "The river began to rise in March.",
    "The rain is likely to fall tomorrow.",
    # requests
    "The storm forced residents to leave the valley.",
    "The dam helped farmers to water their fields.",
    "The road allows trucks to reach the port.",
    # what somebody is called
    "The rain made the road slippery.",
    "The frost turned the leaves brown.",
    "The flood left the village empty.",
    # what something is described as
    "She works as a nurse.",
    "He fled the city as the army came.",
    "The barn serves as a school.",
    # objects
    "The farmer sold the horse.",
    "The ship carried grain to Egypt.",
    "The council paid the workers.",
    # prepositional objects
    "The train runs on time.",
    "The man walked about the room.",
    "The goods arrived in the harbour.",
    # passives
    "The bridge was destroyed by the flood.",
    "The grain was carried by ship.",
    "The house is heated with wood.",
    # nouns
    "The book on the table is old.",
    "His house in the valley burned down.",
    "The plan hung on the wall.",
    # adjectives
    "The house is big.",
    "The soup is ready.",
    "The river is deep in May.",
    # verbs with a noun
    "The farmer raised chickens in the valley.",
    "The baker made bread for the village.",
    "The captain gave the rope to the sailor.",
    # prepositional cues
    "The musicians played in accord with the choir.",
    "He walked to the station.",
    "In the village of the bishop, the war is over.",
    # adverbs of hearsay
    "The general has finally left the country.",
    "The aide quickly took the money.",
    "The ship slowly carried grain.",
    # headlines
    "The train leaves at 10:30 from the harbour.",
    "Three towns were hit: Lviv, Odesa and Kherson.",
    "Ratio of boys to girls: 3 to 2.",
    # relative clauses
    "The teacher, who lives in Lviv, went home.",
    "A man who sold the mill came on Monday.",
    "The governor, who owns the bank, resigned.",
    # asides after an object
    "The mayor closed the mill, which had burned.",
    "The train reaches Lipa, the seat of the bishop.",
    "The envoy left the hall, leaving his coat.",
    # a second speaker after a comma
    "The mayor crossed the bridge, but engineers stayed.",
    "The fire went out, while residents slept.",
    "The engine failed, and the plane landed.",
    # a verb of speech thrown into the clause that it reports
    "He slept as she spoke.",
    "The road, which Novak built, is closed.",
    "As the sun set, the road was closed.",
    # a participle of speech after a relative clause
    "Novak left the union that had paid him, taking his papers.",
    "The priest sold the mill that fed the town, leaving nothing.",
    "The miller closed the shop that his father had built, breaking the lock.",
    # whoever reads
    "You know that the road is closed.",
    "If you want to cross the river, take the boat.",
    "Before you criticize the soup, taste it.",
    # signed quotations
    '"The Old Mill" - two tickets left',
    '"The Long Road" - a film: 90 minutes',
    '"The Old Mill" was sold out.',
    # coordinated cues
    "The mayor opened the bridge and crossed the river.",
    "The minister arrived late, carrying a heavy bag.",
    "He sold the house but kept the garden.",
]


def found(text: str) -> list[str]:
    """The attributions of a text as "source | cue | content", pieces parted by " / "."""
    read = read_text(text, analyser("en", Settings()).parse, "en")
    return [" | ".join(words(text, part) for part in (a.source, a.cue, a.content)) for a in read]


def words(text: str, pieces: tuple[Span, ...]) -> str:
    return " / ".join(text[s.start : s.end] for s in pieces)


@pytest.mark.parametrize(("text", "expected"), MATCHING)
def test_source_cue_and_content_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOT_MATCHING)
def test_what_nobody_says_or_means_is_no_attribution(text: str) -> None:
    assert found(text) == []


def test_a_quotation_over_several_sentences_is_one_content() -> None:
    text = '"The road is closed. Nobody can pass. Come back in May," the guard said.'

    assert found(text) == ['the guard | said | "The road is closed. Nobody can pass. Come back in May,"']


def test_what_is_said_inside_a_quotation_is_part_of_it() -> None:
    text = '"The minister said that the road would open, and I believe him," the guard said.'

    assert [one.split(" | ")[1] for one in found(text)] == ["said"]


def test_a_paragraph_of_nothing_but_quotation_goes_on_with_the_speaker() -> None:
    text = '"We lost the harvest," the farmer said. "The well is dry."\n\n"My sons have left."'

    assert found(text) == [
        'the farmer | said | "We lost the harvest," / "The well is dry." "My sons have left."'.replace(
            '." "My', '."\n\n"My'
        )
    ]


def test_the_turns_of_an_interview_belong_to_their_speakers() -> None:
    turns = [f"Q: Is it far?\n\nA: It is {n} miles." for n in ("two", "three", "four")]
    read = found("\n\n".join(turns))

    assert read[0] == "Q | : | Is it far?"
    assert [one.split(" | ")[0] for one in read] == ["Q", "A"] * 3


def test_the_turns_of_a_transcript_may_be_quoted() -> None:
    turns = [f'"NOVAK: Is it far?\n\n"PETROVA: It is {n} miles.' for n in ("two", "three", "four")]
    read = found("\n\n".join(turns))

    assert [one.split(" | ")[0] for one in read] == ["NOVAK", "PETROVA"] * 3


def test_a_quotation_in_the_next_paragraph_is_announced_by_a_colon() -> None:
    text = 'The paper responded:\n\n"The letter is false."'

    assert found(text) == ['The paper | responded: | "The letter is false."']


def test_a_language_without_cues_has_no_attributions() -> None:
    assert attributions(Article("x", (), Metadata(), "-", b"x"), [], "xx") == []


def test_sentences_that_were_not_parsed_are_read_over() -> None:
    text = "The mayor said that the road was closed."
    paragraphs = (Paragraph(0, len(text), "body"),)
    article = Article(text, paragraphs, Metadata(language="en"), "-", text.encode())
    sentences: list[Sentence] = split_by_language(text, paragraphs, "en")

    assert attributions(article, sentences, "en") == []


def test_no_two_attributions_share_a_word_of_cue_or_content() -> None:
    text = "\n".join(one for one, _ in MATCHING)
    read = read_text(text, analyser("en", Settings()).parse, "en")
    places = [p for a in read for s in (*a.cue, *a.content) for p in range(s.start, s.end)]

    assert len(places) == len(set(places))


def test_the_outer_of_two_attributions_is_kept() -> None:
    outer = Placed("clause", 0, (Span(0, 2),), (Span(3, 7),), (Span(8, 30),))
    inner = Placed("clause", 0, (Span(8, 10),), (Span(11, 15),), (Span(16, 30),))

    assert outermost([inner, outer]) == [outer]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("She wrote ''we left'' twice.", ["''we left''"]),
        ("The boys' house and 5\" of rain", []),
        ('"It goes on', ['"It goes on']),
    ],
)
def test_quotation_marks_open_and_close(text: str, expected: list[str]) -> None:
    read = quotations(text, (Paragraph(0, len(text), "body"),))

    assert [text[q.start : q.end] for q in read] == expected


def test_pieces_are_joined_cut_and_compared() -> None:
    assert joined([Span(4, 6), Span(0, 3)], "abc def") == (Span(0, 6),)
    assert cut([Span(0, 10)], [Span(3, 5)]) == (Span(0, 3), Span(5, 10))
    assert within([Span(1, 2)], [Span(0, 3)])
    assert not within([Span(1, 4)], [Span(0, 3)])


def test_verbs_are_inflected_by_rule_and_by_list() -> None:
    words_of = lexicon("en")

    assert words_of is not None
    for form in ("denied", "admitting", "pledges", "said", "wrote", "arguing", "wishes"):
        assert form in words_of.verbs


def test_a_word_that_stands_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    from papertiger.datafiles import load_table  # noqa: PLC0415 - only here

    path = tmp_path / "en.yaml"
    path.write_text("verbs:\n  speech: [say, say]\n", encoding="utf-8")

    with pytest.raises(DataFileError, match="'say' stands twice") as raised:
        load_table(path, SpanTable)
    assert raised.value.line == 2


def test_an_attribution_is_frozen() -> None:
    one = Attribution((), (Span(0, 1),), (Span(2, 3),))

    with pytest.raises(AttributeError):
        one.cue = ()  # type: ignore[misc]
