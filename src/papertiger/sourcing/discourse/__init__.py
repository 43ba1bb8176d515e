"""Who speaks across sentences: the outlet that is being retold (`retelling`), and the speaker who goes on (`speakers`, `turns`).

The rules, in the order in which a sentence meets them:

1. A heading closes a retelling that no later sentence confirms ("… – пише Bloomberg"); between two anchors of one outlet
   everything is that outlet's, headings or not.
2. A paragraph that opens in the outlet's own voice ("Нагадаємо") or recalls an earlier report ("Раніше", "Як пояснював
   X") stands outside the retelling; after the last anchor it ends it.
3. A paragraph after the last anchor ends it too when that anchor only closed its own statement ("…, пише X"), when the
   paragraph turns away ("Тим часом"), or when named people and bodies have spoken since. The press without a name is
   nobody's retelling.
   A named outlet takes over the retelling from here on; before its first anchor the article speaks for itself. An
   outlet that was only spoken to ("в інтерв'ю CNN") opens no retelling. After the last anchor an institution that
   publishes in its own right ends it.
4. "Про це повідомляє X" gives the statements of its paragraph, or of the one before, to X; so does an outlet named at
   the end of the lead.
5. A pronoun, a possessive or a missing subject is the previous speaker who agrees in number and gender; a singular
   pronoun right after a sentence that opens with a named person is that person. "There" is the body that spoke, "one of
   them" somebody among those who spoke, a bare "the expert" the named person who has just spoken.
6. A quotation belongs to whoever its reporting clause names, over sentence and paragraph borders. A quotation without
   one belongs to the speaker of the sentence right before, else to the outlet that is being retold.
   One beside a sentence about a named person is that person's.
7. A sentence without any cue stays with the speaker of the sentence before it in the same paragraph when it opens with a
   connective or a hedge ("Натомість", "Схоже"). Nameless groups ("officials") do not carry over without a pronoun or a
   cue. Otherwise it is the retold outlet's, or the article's own.
   So does one that plainly goes on with their account, in a language that lists what does not (`continuing`).
8. Of paragraphs that a dash opens, one without a cue is the turn of whoever spoke before the last speaker.
9. Where such a run opens with a question without a cue, the outlet asks and whoever was introduced right before answers.
"""
