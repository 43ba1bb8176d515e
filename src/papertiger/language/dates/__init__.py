"""Expressions of time in Ukrainian, Russian and English news, to EDTF (ISO 8601-2:2019) against the day of publication.

`expressions` takes text and gives each expression's place, its words, its EDTF and its `Kind`. What can't be said for
certain has no EDTF and a kind that says why; nothing is guessed. The words leave out a preposition that only says "at
that time" (у, в, на, on, in, during, протягом) and keep one that changes the meaning (since, до, after, через).

A language is a folder with ``data/dates.yaml``: its words with all their forms, and its constructions, whose format
`grammar` explains. `tokens` splits and classifies, `grammar` finds, `meanings`, `counted`, `distances` and `joined`
compute, `choice` chooses among years and weeks, `periods` writes EDTF.

**Direction.** A weekday, day, month, season, quarter or weekend without its year or week is the latest one that
doesn't begin after the day of publication; with ``ahead=True`` the earliest one that isn't over before it. But a day
and month that was here within the last two months, so that the next would be more than ten months off, is that past
one even then. With ``ahead=None`` (the caller doesn't know) the rule is that of the past, but a day, month or season
that lies two months ahead at most, and whose past one lies further back, is ambiguous; and where the text has a word
of the future, or no verb that looks like the past, all is ambiguous but what is here or ended two months ago at most
(a text that has the one and lacks the other looks ahead). A weekday beside a date must agree with it (else
impossible); where the year is not told, it may choose the neighbouring date, at most half a year off. Explicit words
win: "last Tuesday" is the latest before the day of publication, "last March" and "last summer" the latest that is
over; "next Tuesday" is ambiguous when such a day is still to come in the same week, as "next March" in January.
"Since" looks back. A deadline ("by January", к, до, "for Wednesday", на вівторок) looks ahead, but for what was here
two months ago at most; where nothing tells of the future, one further than two months ahead is ambiguous, and so is a
weekday. "Through N units" and "next" (через, наступного року) are of the story, not of the day of publication, where
verbs tell of the past. A month, day or season without its year is ambiguous after another year in the same sentence
("in 2014 …, in May"), and of the story after "a year later". "Every" and "or" leave a date unresolved; so do two that
don't agree ("yesterday, 5 March").

**Bounds.** Weeks run from Monday to Sunday, weekends are Saturday and Sunday. Beginning, middle and end are: of a
week Monday-Tuesday, Tuesday-Thursday, Friday-Sunday; of a month the days 1-10, 11-20, 21-last (halves 1-15, 16-last;
the first week is 1-7, the last one the last seven days; the first and last days are its beginning and end); of a
quarter or season its first, second and last month; of a half-year its first, two middle, and last month; of a year
January-March, May-August, October-December (halves ``-40``, ``-41``); of a decade the years 0-3, 4-6, 7-9 (halves
0-4, 5-9); of a century 0-33, 34-66, 67-99 (halves 0-49, 50-99). The декади of a month are its thirds as above; the
first or last N months of a year, or days of a month, are counted from its ends ("nine months of 2025" too). Of a day,
and of what has no parts, unresolved.

Seasons are ``-21`` to ``-23``; quarters ``-33`` to ``-36``. A winter that is told by its place in time or by two
years is the interval of December to February, since ``-24`` leaves open which; "winter 2023" is ``2023-24``. As the
end of an interval, seasons, quarters and decades are written in months or years. The 1990s are ``199X`` and the 20th
century ``19XX``; two figures mean the 1930s to 1990s, the twenties are ambiguous. "The year 22" beside a month is
2022, up to 29 and from 50 on. "5 and 6 March" is a set, ``{…,…}``. The night to a day is that day and the one before;
last night too.

"N units ago" is as precise as its unit, weeks give a day; "a year and a half ago" gives a month; centuries, and
hundreds of years, are rough (``1626~``). "About", and років десять тому, add ``~``; "more than", "a few" and "two or
three" leave it unresolved. The past N months or years run from month to month, days and weeks from day to day, up to
the day of publication. "Since 2022" and "after 2022" are ``2022/..``, "by", "until" and "before 2022" ``../2022``;
"by the end of" a period is the same as "by" it. Від and от before a day only date a document, unless "since" is
plain; "from" in English is "since" at the beginning of a sentence, or where it is told ahead. "In two weeks" in
English, and "within two weeks" in all languages, count only where something tells of the future: they may be
durations. What is counted from another event is narrative.
"""

from papertiger.language.dates.expression import TimeExpression, expressions, is_future
from papertiger.language.dates.unresolved import Kind

__all__ = ["Kind", "TimeExpression", "expressions", "is_future"]
