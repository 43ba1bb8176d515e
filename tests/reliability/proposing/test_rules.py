"""Each rule takes the claims that it is meant for, and leaves those that look like them."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import claim

from papertiger.errors import DataFileError
from papertiger.reliability.proposing.matcher import Matcher
from papertiger.reliability.proposing.tables import RULES, Rule, rules

TAKES = {
    "no-duty": [
        "pledged RUS>CUB military | Военное соглашение Москвы и Гаваны обязательства о взаимной обороне не предусматривает.",
        "SUPPORT RUS>IRN | Договір про партнерство не містить зобов'язання про взаємну оборону.",
        "pledged RUS>IRN military | The treaty does not contain a mutual-defence clause.",
    ],
    "nothing-promised": [
        "pledged MEX>CUB economic negated intended | Mexico does not plan further shipments.",
        "pledged USA>UKR arms negated | Washington promised no missiles.",
        "pledged org:nato>MDA military negated | НАТО нічого не обіцяло Молдові.",
    ],
    "pledge-denied": [
        "pledged RUS>MLI arms denied | Moscow denied that it had promised helicopters.",
        "pledged USA>KOR military denied | Пентагон відкинув чутки про обіцянку.",
        "pledged FRA>ARM arms denied | Париж опроверг обещания.",
    ],
    "defence-pledge": [
        "pledged USA>POL military | The United States will defend Poland if needed: it promised to defend every inch.",
        "pledged RUS>BLR air_defence conditional | В случае нападения на Белоруссию Россия обязана вступиться за неё.",
        "pledged TUR>AZE unspecified | Договір передбачає взаємну оборону.",
    ],
    "conditional-pledge": [
        "pledged FRA>ROU military conditional | If Romania is attacked, France will send a brigade.",
        "pledged DEU>LTU military conditional | У разі агресії Німеччина надішле війська.",
        "pledged CHN>PRK unspecified conditional | В случае атаки Китай поможет.",
    ],
    "pledge": [
        "pledged RUS>BFA air_defence | Moscow promised Burkina Faso a radar station.",
        "pledged DEU>UKR air_defence intended | Німецький уряд готовий передати системи Patriot.",
        "pledged EGY>SOM military | Египет обещал направить в Сомали 1100 солдат.",
    ],
    "agreement": [
        "AGREE EGY>SOM military | Egypt and Somalia signed a defence deal.",
        "AGREE NER>TUR arms | Niger accepted an offer of drones.",
        "AGREE RUS>CUB economic | Россия и Куба подписали соглашение о поставках нефти.",
    ],
    "standing-flow": [
        "supplies USA>UKR intelligence | Intelligence still flows every hour.",
        "supplies IRN>RUS arms | Iran supplies drones to Russia.",
        "supplies RUS>SRB economic | На Россию приходится весь газ Сербии.",
    ],
    "dependence": [
        "depends_on VEN>RUS cyber | Кіберзахист Венесуели залежав від Росії.",
        "depends_on MLI>RUS intelligence | Bamako relies on Russia for reconnaissance.",
        "depends_on SOM>TUR | Somalia relies on Turkey more than on any other state.",
    ],
    "in-use": [
        "ineffective RUS>VEN air_defence | The missiles missed.",
        "ineffective CUB>VEN intelligence | Розвідка не помітила загрози.",
        "ineffective RUS>MLI air_defence | Комплексы не сбили ни одного дрона.",
    ],
    "coup": [
        "ASSAULT ?>MLI | Soldiers staged a coup in Bamako.",
        "PROTEST NER>NER | Військовий переворот у Ніамеї.",
        "COERCE GIN>GIN mode=arrest | Путчисты арестовали президента.",
    ],
    "leader-taken": [
        "ASSAULT USA>VEN-maduro mode=abduct | American troops captured the president.",
        "ASSAULT ISR>IRN-minister mode=targeted | An Israeli strike killed the minister.",
        "ASSAULT USA>VEN-maduro mode=abduct | Американський спецназ захопив Мадуро.",
    ],
    "insurgency": [
        "ASSAULT group:jnim>MLI | Jihadist fighters attacked a base.",
        "ASSAULT group:al-shabaab>SOM | Бойовики захопили базу.",
        "ASSAULT group:jnim>BFA | Боевики напали на колонну.",
    ],
    "attack": [
        "ASSAULT USA>IRN mode=aerial | American bombers struck Natanz.",
        "ASSAULT ?>MLI | Drones struck the airport.",
        "ASSAULT RUS>UKR mode=drone | Уночі Росія випустила понад сотню дронів.",
    ],
    "cyber-attack": [
        "COERCE USA>VEN mode=cyber | A cyber attack blacked out Caracas.",
        "COERCE RUS>MDA mode=cyber | Кібератака на реєстри Молдови.",
        "COERCE ?>EST mode=cyber | Кибератака на Эстонию.",
    ],
    "power-cut": [
        "COERCE RUS>MDA mode=withhold | Russia caused a blackout in Moldova.",
        "COERCE RUS>MDA mode=withhold | Росія припинила подачу електрики.",
        "COERCE RUS>MDA mode=withhold | Россия отключила электричество.",
    ],
    "coercion": [
        "COERCE POL>BLR mode=restrict | Poland closed its border.",
        "COERCE USA>VEN mode=seize | American marines seized a tanker.",
        "COERCE RUS>MDA mode=withhold | Россия перекрыла газ.",
    ],
    "threat": [
        "THREATEN PRK>KOR mode=violence | Pyongyang threatened merciless fire.",
        "THREATEN USA>IRN mode=violence | США загрожують новими ударами.",
        "THREATEN AZE>ARM mode=violence | Баку пригрозил войной.",
    ],
    "mobilisation": [
        "MOBILIZE POL>BLR mode=troops | Польша перебросила к границе войска.",
        "MOBILIZE USA>VEN | The fleet was sent to the Caribbean.",
        "MOBILIZE RUS>UKR | Росія стягнула війська до кордону.",
    ],
    "sanctions": [
        "SANCTION USA>SRB mode=discontinue | Американские санкции против компании NIS.",
        "SANCTION org:eu>BLR | The European Union adopted new sanctions.",
        "SANCTION USA>CUB | США запровадили ембарго.",
    ],
    "not-given": [
        "withheld RUS>SRB air_defence | Spare parts never came.",
        "withheld RUS>CUB economic | Росія не надіслала Кубі нафту.",
        "withheld RUS>IRN arms | Самолёты не прибыли.",
    ],
    "not-refused": [
        "withheld RUS>MLI arms negated | Ни одна заявка не осталась без ответа.",
        "withheld USA>UKR arms negated | No request was refused.",
        "withheld DEU>UKR arms negated | Берлін не відмовив.",
    ],
    "refusal-denied": [
        "withheld RUS>MLI arms denied | Moscow denied that it had refused Mali weapons.",
        "withheld RUS>IRN denied | МЗС заперечує, що залишив іранців без допомоги.",
        "withheld USA>KOR denied | Вашингтон отрицает отказ.",
    ],
    "too-little": [
        "insufficient RUS>VEN air_defence | Росія не надала достатньої технічної підтримки.",
        "insufficient USA>UKR air_defence | Interceptors are too few.",
        "insufficient CHN>IRN | Пекин ограничился призывом к сдержанности.",
    ],
    "enough": [
        "insufficient USA>UKR arms negated | There was no shortage of shells.",
        "insufficient RUS>BLR economic negated | Помощи хватило.",
        "insufficient DEU>LTU military negated | Допомоги не бракувало.",
    ],
    "too-little-denied": [
        "insufficient RUS>VEN denied | Moscow denied that its help fell short.",
        "insufficient USA>UKR denied | Вашингтон заперечив нестачу.",
        "insufficient CHN>IRN denied | Пекин отверг упрёки.",
    ],
    "flow-cut": [
        "reduced USA>UKR air_defence | Washington suspended deliveries of interceptors.",
        "reduced ARE>SOM military | ОАЭ отозвали инструкторов.",
        "reduced USA>KOR air_defence | США вивели батальйон Patriot.",
    ],
    "reduced": [
        "reduced RUS>SYR military | Російська військова підтримка ослабла.",
        "reduced RUS>SRB economic | Gas deliveries fell to monthly lots.",
        "reduced CHN>VEN economic | Кредитов стало меньше.",
    ],
    "not-reduced": [
        "reduced USA>UKR negated | Допомогу не припинили.",
        "reduced USA>KOR military negated | Not one soldier has left.",
        "reduced FRA>ARM arms negated | Поставки не сократились.",
    ],
    "cut-denied": [
        "reduced USA>UKR arms denied | The Pentagon denied that it had cut shipments.",
        "reduced EGY>SOM arms denied | Каир опроверг сокращение.",
        "reduced USA>POL military denied | Чутки про виведення відкинуто.",
    ],
    "given": [
        "delivered TUR>SOM arms | Turkey delivered three drones.",
        "delivered ROU>MDA cyber | Румунія направила фахівців.",
        "delivered RUS>BLR economic | Москва предоставила Минску отсрочку.",
    ],
    "not-delivered": [
        "delivered RUS>MLI arms negated | He said that no delivery took place.",
        "delivered RUS>CUB economic negated | Поставок не было.",
        "delivered USA>UKR arms negated | Постачання не відбулося.",
    ],
    "delivery-denied": [
        "delivered PRK>RUS arms denied | Pyongyang denied having sent shells.",
        "delivered CHN>RUS arms denied | Пекин отрицает поставки.",
        "delivered IRN>RUS arms denied | Тегеран заперечує постачання.",
    ],
    "did-not-work": [
        "ineffective RUS>VEN air_defence | The missiles missed.",
        "ineffective org:eu>MDA cyber | The system did not detect the attacks.",
        "ineffective RUS>MLI military | Советники проглядели блокаду.",
    ],
    "worked": [
        "ineffective USA>UKR air_defence negated | The batteries did not miss.",
        "ineffective USA>ISR air_defence negated | Система не підвела.",
        "ineffective DEU>UKR air_defence negated | Комплексы не подвели.",
    ],
    "flow-runs": [
        "supplies USA>UKR intelligence | Intelligence still flows every hour.",
        "supplies USA>KOR military | The brigade stays.",
        "supplies FRA>ARM air_defence | Радари працюють.",
    ],
    "aid": [
        "AID USA>UKR arms | The United States sent shells.",
        "AID ROU>MDA cyber | Румунія допомогла.",
        "AID TUR>SOM | Турция помогла.",
    ],
    "backing": [
        "SUPPORT RUS>SRB diplomatic | Moscow backed Serbia in the Security Council.",
        "SUPPORT CHN>RUS diplomatic | Пекін підтримав Москву в ООН.",
        "SUPPORT TUR>AZE diplomatic | Анкара поддержала Баку.",
    ],
    "refusal": [
        "REJECT RUS>MLI mode=assist | The request was turned down.",
        "REJECT USA>KOR mode=assist | Прохання відхилили.",
        "REJECT NLD>UKR mode=assist | В просьбе отказано.",
    ],
    "withdrawal": [
        "RETREAT ARE>SOM mode=withdraw | The Emirates pulled their trainers.",
        "RETREAT USA>KOR mode=withdraw | США вивели батальйон.",
        "RETREAT RUS>SYR mode=withdraw | Россия вывела войска.",
    ],
    "forecast": [
        "delivered RUS>IRN unlikely | Навряд чи Росія допоможе.",
        "reduced USA>SOM economic intended | Washington intends to cut funding.",
        "withheld USA>UKR arms possible | Помощь могут не дать.",
    ],
    "request": [
        "requested MLI>RUS arms | Mali asked Moscow for helicopters.",
        "requested UKR>DEU air_defence | Київ звернувся до Німеччини.",
        "requested BLR>RUS economic | Минск просил заём.",
    ],
    "said-tied-down": [
        "constrained_by RUS>UKR by Vucetic | While Russia fights in Ukraine it has no time for us.",
        "constrained_by RUS>UKR by ~analysts | Росія зв'язана війною.",
        "constrained_by USA>IRN by Smith | США связаны войной.",
    ],
    "said-prefers": [
        "prioritises RUS>USA/VEN by ~source | Relations with Washington matter more.",
        "prioritises RUS>DZA/MLI by Expert | Дружбу з Алжиром цінують більше.",
        "prioritises USA>ISR/UKR by Senator | Израиль важнее.",
    ],
}  # fmt: skip

LEAVES = {
    "no-duty": [
        "pledged USA>POL military | The treaty obliges them to mutual defence.",
        "SUPPORT RUS>IRN | Росія підтримала Іран і договір.",
        "pledged RUS>CUB economic | Соглашение предусматривает поставки нефти.",
    ],
    "nothing-promised": [
        "pledged MEX>CUB economic | Mexico promised fuel.",
        "pledged USA>UKR arms negated possible | Washington may not promise missiles.",
        "withheld USA>UKR arms | Nothing came.",
    ],
    "pledge-denied": [
        "pledged RUS>MLI arms | Moscow promised helicopters.",
        "delivered RUS>MLI arms denied | Moscow denied deliveries.",
        "pledged RUS>MLI arms expected | Moscow is expected to promise more.",
    ],
    "defence-pledge": [
        "pledged USA>POL economic | The bank will defend the zloty: it promised to defend it.",
        "pledged DEU>UKR air_defence | Germany promised two batteries.",
        "pledged RUS>BLR military denied | Москва отрицает обязательство о взаимной обороне.",
    ],
    "conditional-pledge": [
        "pledged FRA>ROU military conditional | If parliament agrees, France will send a brigade.",
        "pledged FRA>ROU economic conditional | If Romania is attacked, France will lend money.",
        "pledged FRA>ROU military | France will send a brigade if attacked.",
    ],
    "pledge": [
        "pledged RUS>BFA arms possible | Moscow may promise arms.",
        "pledged RUS>BFA arms denied | Moscow denied the promise.",
        "requested BFA>RUS arms | Burkina Faso asked for arms.",
    ],
    "agreement": [
        "AGREE EGY>SOM | Egypt and Somalia agreed.",
        "AGREE EGY>SOM military possible | They may sign a deal.",
        "CONSULT EGY>SOM military | They held talks.",
    ],
    "standing-flow": [
        "supplies USA>UKR intelligence negated | Intelligence no longer flows.",
        "supplies USA>UKR arms conditional | If Congress agrees, arms will flow.",
        "delivered USA>UKR arms | Arms arrived.",
    ],
    "dependence": [
        "depends_on MDA>RUS economic negated | Молдова більше не залежить від Росії.",
        "depends_on KOR>USA military expected | South Korea will remain dependent.",
        "trusts MDA>ROU | Moldova trusts Romania.",
    ],
    "in-use": [
        "ineffective USA>UKR air_defence negated | The batteries did not miss.",
        "ineffective RUS>VEN air_defence possible | The missiles might miss.",
        "insufficient RUS>VEN air_defence | Too few missiles.",
    ],
    "coup": [
        "ASSAULT USA>IRN | American bombers struck Natanz.",
        "PROTEST SRB>SRB | Workers held a rally.",
        "ASSAULT ?>MLI hypothetical | A coup is feared in Bamako.",
    ],
    "leader-taken": [
        "ASSAULT USA>VEN mode=abduct | American troops seized hostages.",
        "ASSAULT VEN>VEN-maduro mode=abduct | His own guards took him.",
        "ASSAULT USA>VEN-maduro mode=aerial | Bombs fell on his palace.",
    ],
    "insurgency": [
        "ASSAULT group:jnim>MLI | Fighters attacked a base.",
        "ASSAULT RUS>UKR | Rebels and Russian troops attacked.",
        "ASSAULT group:jnim>MLI historical | Rebels attacked the base in the nineties.",
    ],
    "attack": [
        "ASSAULT IRN>IRN | Police shot at the crowd.",
        "ASSAULT USA>IRN possible | American bombers may strike.",
        "ASSAULT RUS>UKR | Якщо пауза затягнеться, удари посиляться.",
    ],
    "cyber-attack": [
        "COERCE USA>VEN mode=seize | A tanker was seized.",
        "COERCE USA>VEN mode=cyber denied | Washington denied a cyber attack.",
        "COERCE USA>VEN mode=cyber negation | There was no cyber attack.",
    ],
    "power-cut": [
        "COERCE RUS>MDA mode=withhold | Россия перекрыла газ.",
        "COERCE RUS>MDA mode=cyber | A cyber attack caused a blackout.",
        "COERCE MDA>MDA mode=withhold | The utility caused a blackout.",
    ],
    "coercion": [
        "COERCE USA>VEN mode=arrest | A banker was arrested.",
        "COERCE POL>BLR mode=restrict future | Poland will close its border.",
        "REQUEST POL>BLR | Poland asked for talks.",
    ],
    "threat": [
        "THREATEN USA>MEX mode=restrict | Washington threatened tariffs.",
        "THREATEN PRK>KOR mode=violence possible | Pyongyang may threaten fire.",
        "ACCUSE PRK>KOR | Pyongyang accused Seoul.",
    ],
    "mobilisation": [
        "MOBILIZE BLR>BLR | Belarus called up reservists.",
        "MOBILIZE USA>VEN historical | The fleet sailed in 1902.",
        "MOBILIZE USA>VEN intended | The fleet is to sail.",
    ],
    "sanctions": [
        "SANCTION EGY>SOM mode=discontinue | Egypt suspended its shipments.",
        "SANCTION USA>SRB negation | No sanctions were imposed.",
        "SANCTION USA>SRB | If talks fail, sanctions follow: if not, none. If so sanctions.",
    ],
    "not-given": [
        "withheld RUS>SRB air_defence negated | Nothing was refused.",
        "withheld RUS>SRB air_defence denied | Refusal denied.",
        "withheld RUS>SRB air_defence expected | Nothing is expected to come.",
    ],
    "not-refused": [
        "withheld RUS>SRB air_defence | Refused.",
        "withheld RUS>SRB air_defence negated expected | It will not be refused.",
        "insufficient RUS>SRB air_defence negated | Enough came.",
    ],
    "refusal-denied": [
        "withheld RUS>SRB air_defence | Refused.",
        "delivered RUS>SRB air_defence denied | Delivery denied.",
        "reduced RUS>SRB air_defence denied | Cut denied.",
    ],
    "too-little": [
        "insufficient RUS>VEN negated | Enough.",
        "insufficient RUS>VEN conditional | It would be too little if more came.",
        "withheld RUS>VEN | Nothing came.",
    ],
    "enough": [
        "insufficient RUS>VEN | Too little.",
        "insufficient RUS>VEN negated possible | It may be enough.",
        "withheld RUS>VEN negated | Not refused.",
    ],
    "too-little-denied": [
        "insufficient RUS>VEN | Too little.",
        "withheld RUS>VEN denied | Refusal denied.",
        "insufficient RUS>VEN expected | It will be too little.",
    ],
    "flow-cut": [
        "reduced RUS>SYR military | Support weakened.",
        "reduced USA>SOM economic intended | Washington intends to cut funding.",
        "reduced USA>UKR negated | Deliveries were not suspended.",
    ],
    "reduced": [
        "reduced USA>UKR air_defence | Washington suspended deliveries.",
        "reduced RUS>SYR military conditional | If oil falls, support will weaken.",
        "reduced RUS>SYR military negated | Support did not weaken.",
    ],
    "not-reduced": [
        "reduced RUS>SYR military | Support weakened.",
        "reduced RUS>SYR military negated expected | Support will not weaken.",
        "withheld RUS>SYR military negated | Not refused.",
    ],
    "cut-denied": [
        "reduced RUS>SYR military | Support weakened.",
        "withheld RUS>SYR military denied | Refusal denied.",
        "reduced RUS>SYR military possible | Support may weaken.",
    ],
    "given": [
        "delivered RUS>IRN unlikely | Russia will hardly help.",
        "delivered RUS>IRN negated | Nothing was delivered.",
        "pledged RUS>IRN arms | Promised.",
    ],
    "not-delivered": [
        "delivered RUS>IRN negated expected | Russia will not help.",
        "delivered RUS>IRN | Delivered.",
        "withheld RUS>IRN | Withheld.",
    ],
    "delivery-denied": [
        "delivered RUS>IRN | Delivered.",
        "withheld RUS>IRN denied | Refusal denied.",
        "delivered RUS>IRN possible | May be delivered.",
    ],
    "did-not-work": [
        "ineffective RUS>VEN negated | It worked.",
        "ineffective RUS>VEN possible | It may not work.",
        "insufficient RUS>VEN | Too little.",
    ],
    "worked": [
        "ineffective RUS>VEN | It failed.",
        "ineffective RUS>VEN negated expected | It will work.",
        "delivered RUS>VEN | It came.",
    ],
    "flow-runs": [
        "supplies RUS>BLR economic | Two thirds of exports go to Russia.",
        "supplies IRN>RUS arms | Most of the arsenal is Iranian.",
        "supplies USA>UKR intelligence negated | It no longer flows.",
    ],
    "aid": [
        "AID USA>UKR arms possible | Shells may be sent.",
        "SUPPORT USA>UKR arms | Backed.",
        "AGREE USA>UKR arms | Agreed.",
    ],
    "backing": [
        "SUPPORT USA>VEN | Washington was delighted.",
        "SUPPORT RUS>SRB diplomatic possible | Moscow may back Serbia.",
        "CONSULT RUS>SRB diplomatic | Talks were held.",
    ],
    "refusal": [
        "REJECT SRB>org:eu mode=yield | Belgrade rejected the demand.",
        "REJECT RUS>MLI mode=assist denied | Moscow denied a refusal.",
        "ACCUSE RUS>MLI | Moscow accused Bamako.",
    ],
    "withdrawal": [
        "RETREAT RUS>UKR mode=ceasefire | Russia ceased fire.",
        "RETREAT ARE>SOM mode=withdraw possible | The Emirates may leave.",
        "CONCEDE ARE>SOM | The Emirates yielded.",
    ],
    "forecast": [
        "delivered RUS>IRN | Russia helped.",
        "pledged RUS>IRN intended | Russia will help.",
        "withheld RUS>IRN denied | Refusal denied.",
    ],
    "request": [
        "requested MLI>RUS arms negated | No request came.",
        "requested MLI>RUS arms expected | Mali is expected to ask.",
        "REQUEST SRB>USA | Belgrade asked for a delay of sanctions.",
    ],
    "said-tied-down": [
        "constrained_by RUS>UKR | While Putin watches Ukraine.",
        "constrained_by RUS>UKR unlikely by ~source | Limited means.",
        "distrusts VEN>RUS by Expert | No trust.",
    ],
    "said-prefers": [
        "prioritises RUS>USA/VEN | The outlet's own words.",
        "prioritises RUS>USA/VEN possible by Expert | It may prefer Washington.",
        "trusts RUS>USA by Expert | Moscow trusts Washington.",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(rules())


def taken(matcher: Matcher, line: str) -> set[str]:
    """Ids of the rules that take a claim."""
    one = claim(line)
    found: list[Rule | None] = [
        matcher.commitment(one),
        matcher.response(one),
        matcher.trigger(one),
        matcher.motive(one),
        matcher.rules.requests if matcher.request(one) else None,
    ]
    return {rule.id for rule in found if rule is not None}


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, of in TAKES.items() for line in of])
def test_a_rule_takes_what_it_is_meant_for(matcher: Matcher, rule: str, line: str) -> None:
    assert rule in taken(matcher, line)


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, of in LEAVES.items() for line in of])
def test_a_rule_leaves_what_only_looks_like_it(matcher: Matcher, rule: str, line: str) -> None:
    assert rule not in taken(matcher, line)


def test_every_rule_has_three_examples_and_three_counterexamples() -> None:
    elsewhere = {
        "came-before",
        "at-large",
        "no-occasion",
    }  # they look at more than one claim; see test_proposing
    for rule in rules().all():
        if rule.id not in elsewhere:
            assert len(TAKES[rule.id]) >= 3, rule.id
            assert len(LEAVES[rule.id]) >= 3, rule.id


def test_ids_of_rules_are_unique() -> None:
    ids = [rule.id for rule in rules().all()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("cue: pact, also", "cue: pacts, also", "pacts"),
        ("withheld: 0.95, partial: 0.05", "withheld: 0.95, partial: 0.5", "must sum to 1"),
        ("severity: 5", "severity: 6", "severity"),
        ("  cyber: {days: 30, ", "  cyber: {day: 30, ", "day"),
        ("{attack: 0.8, ", "{", "attack"),
        ('"coup\\\\b"', '"coup("', "regular expression"),
    ],
)
def test_damaged_rules_are_told_with_file_and_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = RULES.read_text(encoding="utf-8")
    assert old in text
    damaged = tmp_path / "rules.yaml"
    damaged.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=says) as error:
        rules(damaged)
    assert str(damaged) in str(error.value)
