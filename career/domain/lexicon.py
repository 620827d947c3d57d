"""The words by which hints read an answer, French and English. Patterns meet text without accents, in lower case."""

import re
from dataclasses import dataclass
from re import Pattern


def _words(text: str) -> Pattern[str]:
    """Any of these, as whole words; a trailing * stands for the end of the word."""
    return re.compile(r"\b(?:" + "|".join(part.replace("*", r"\w*") for part in text.split("|")) + r")\b")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Lexicon:
    """What one language says of oneself, of a team, of figures, results, moments and duties."""

    stemmer: str
    mine: Pattern[str]
    ours: Pattern[str]
    figure: Pattern[str]
    vague: Pattern[str]
    result: Pattern[str]
    # That something became more or less, told with or without a figure.
    change: Pattern[str]
    situation: Pattern[str]
    task: Pattern[str]
    opening: Pattern[str]
    date: Pattern[str]
    # Words of a key point that any figure, any date of the answer stands for.
    figure_words: frozenset[str]
    date_words: frozenset[str]
    empty: frozenset[str]
    # What a key point wants left behind, up to the end of its clause.
    beyond: Pattern[str]


_FR_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_EN_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_FR_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_EN_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

FRENCH = Lexicon(
    stemmer="french",
    mine=re.compile(r"\b(?:[jm]'|(?:je|moi|mon|ma|mes|me)\b)"),
    ours=_words("nous|on|notre|nos"),
    figure=_words(
        "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt*|trente*|"
        "quarante*|cinquante*|soixante*|cents?|mille|milliers?|millions?|milliards?|dizaines?|douzaine|vingtaine|"
        "centaines?|moitie|tiers|quart|doubl*|tripl*|pour cent"
    ),
    vague=_words(
        "beaucoup|enormement|fortement|nettement|tres bien|vraiment bien|vraiment beaucoup|considerabl*|significati*|"
        "de nombreu*|plein de|enormes?|explos*|pas mal|super bien|mieux|largement"
    ),
    result=_words(
        "(?<!on )a (?:\\w+ )?monte|ont (?:\\w+ )?monte|est (?:\\w+ )?montee?|sont (?:\\w+ )?montee?s|"
        "grimpe*|grandi|en baisse|"
        "resultats?|bilan|a l'arrivee|au bout du compte|obten*|attei*|augment*|progres*|baiss*|diminu*|reculs?|recule*|"
        "doubl*|tripl*|gagn*|perdu*|rapporte*|reduit*|passee?s? de|passant de|remont*|chut*|vendu*|recue?s?|abouti*|"
        "reussi*|manque le but|de plus que|de moins que|au lieu de|soit \\d*|contre \\d*|a permis|ont permis|en hausse|"
        "de hausse|sold*|inscrits?|inscriptions|reserv*|% de"
    ),
    change=_words(
        "augment*|baiss*|diminu*|progress*|(?<!on )a (?:\\w+ )?monte|ont (?:\\w+ )?monte|est (?:\\w+ )?montee?|"
        "sont (?:\\w+ )?montee?s|remonte*|grimpe*|grandi|chut*|recule*|reduit*|gagne*|perdu*|en hausse|en baisse"
    ),
    situation=re.compile(
        rf"\b(?:{_FR_MONTHS}|{_FR_DAYS}|(?:19|20)\d\d|\d+ h\b|an|ans|annees?|mois|semaines?|trimestre|"
        r"printemps|ete|automne|hiver|debut|epoque|lorsque|lorsqu'|quand|chez|pendant|alors que|alors qu'|stage|"
        r"entreprise|association|boutique|client|cliente|clients|equipe|agence|club|cooperative)\b"
    ),
    task=_words(
        "devais|devions|devait|fallait|mission|mon role|mon but|le but|objectifs?|chargee?s?|responsable|attendait|"
        "attendu*|m'a demande|m'ont demande|on me demandait|cible|consigne|il s'agissait|visais|visait|a remplir|"
        "avais a|voulais|voulait|charge de|mandat"
    ),
    opening=re.compile(
        r"(?:(?:alors(?! qu[e'])|donc|du coup|en fait|euh+|heu+|ben|bah|eh bien|voila|bon(?=\s*[,.!…])|ecoutez|"
        r"(?:c'est une )?(?:tres )?bonne question|il faut savoir qu[e']|comment dire|pour etre honnete|honnetement|"
        r"franchement|je dirais que)\b[\s,.:!?…]*)+"
    ),
    date=_words(
        f"{_FR_MONTHS}|{_FR_DAYS}|\\d+ jours?|\\d+ semaines?|\\d+ mois|(?:19|20)\\d\\d|six mois|(?:19|20)\\d\\d"
    ),
    figure_words=frozenset({"nombre", "nombres", "chiffre", "chiffres", "chiffree", "chiffrees", "taux"}),
    date_words=frozenset({"date", "dates", "jour", "periode", "delai", "mois"}),
    empty=_set(
        "au aux avec ce ces cette cet celui celle ceux dans de des du elle elles en entre et eux il ils je la le les "
        "leur leurs lui ma mais me mes moi mon ne ni nos notre nous on ou où par pas pour qu que quel quelle quels "
        "quelles qui sa sans se ses si son sur ta te tes toi ton tu un une vos votre vous dont sera être est sont "
        "était fait faire plus moins tout tous toute toutes autre autres même mêmes chaque lequel laquelle quoi comme "
        "très bien aussi deux trois quatre rien peut faut avoir ont avez avant après puis ensuite compris cela ça"
    ),
    beyond=re.compile(r"\b(?:au-delà d\w*|autres? qu\w*|plutôt qu\w*|pas seulement)\b[^,;:.]*", re.IGNORECASE),
)

ENGLISH = Lexicon(
    stemmer="english",
    mine=re.compile(r"\b(?:i(?!\.e)|my|me|mine|myself)\b"),
    ours=_words("we|our|ours|ourselves|us"),
    figure=_words(
        "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|"
        "twenty*|thirty*|forty*|fifty*|sixty*|seventy*|eighty*|ninety*|hundreds?|thousands?|millions?|dozens?|half|"
        "third|quarter|doubl*|tripl*|percent|per cent"
    ),
    vague=_words(
        "a lot|lots of|many|hugely|huge|significant*|massive*|really well|very well|considerabl*|tons of|substantial*|"
        "dramatic*|greatly|much better|much more|loads of"
    ),
    result=_words(
        "climbed|declin*|fallen|shrank|shrunk|"
        "results?|resulted|outcomes?|in the end|by the end|ended up|ended with|ended at|led to|increas*|grew|grown|"
        "rose|risen|went from|went up|went down|fell|dropp*|doubl*|tripl*|reduc*|reached|gained|lost|saved|cut|sold|"
        "achiev*|brought in|brought back|improv*|instead of|up from|down from|more than|fewer than|missed|hit|raised|"
        "earned|won|generated|delivered|signed up|booked|received|so \\d+%"
    ),
    change=_words(
        "increas*|grew|grown|rose|risen|went up|went down|fell|fallen|dropp*|reduc*|improv*|gained|lost|climbed|"
        "declin*|shrank|shrunk"
    ),
    situation=re.compile(
        rf"\b(?:{_EN_MONTHS}|{_EN_DAYS}|(?:19|20)\d\d|years?|months?|weeks?|quarter|spring|summer|autumn|winter|when|while|"
        r"during|last|back then|at the time|internship|company|charity|shop|clients?|customers?|team|agency|club|"
        r"cooperative)\b"
    ),
    task=_words(
        "had to|needed to|my job|my role|my task|goal|goals|aim|aimed|target|targets|objective*|responsible|in charge|"
        "asked to|asked me|expected|supposed to|wanted|brief|mission|to fill"
    ),
    opening=re.compile(
        r"(?:(?:so(?=[,\s])(?! far| that)|well(?=\s*[,.…])|um+|uh+|er+m+|okay|ok|basically|honestly|to be honest|"
        r"you know|i mean|i guess|actually|like(?=\s*,)|let me think|(?:that's|that is|what) a (?:really |very )?"
        r"(?:great|good) question|(?:great|good) question)\b[\s,.:!?…]*)+"
    ),
    date=_words(f"{_EN_MONTHS}|{_EN_DAYS}|\\d+ days?|\\d+ weeks?|\\d+ months?|six months|(?:19|20)\\d\\d"),
    figure_words=frozenset({"number", "numbers", "figure", "figures", "rate", "rates"}),
    date_words=frozenset({"date", "dates", "dated", "day", "days", "period", "deadline", "month", "months"}),
    empty=_set(
        "a an and any are as at be been before after but by can did do does for from had has have how if in into is it "
        "its just more most no nor not of off on one only or other our out over own same she so some such than that "
        "the their them then there these they this those to too two under until up very was were what when where "
        "which while who whom why will with would you your yours go goes going made make said says say me my we us "
        "also each every both let lets"
    ),
    beyond=re.compile(r"\b(?:beyond|other than|rather than|not only|not just)\b[^,;:.]*", re.IGNORECASE),
)

LEXICONS = {"fr": FRENCH, "en": ENGLISH}
