"""Canadian addresses: streets, rural routes, post office boxes, postal codes."""

from handlers.check.detectors.personal.rule import Rule

_PROVINCE = (
    r"(?:B\.?C\.?|N\.?S\.?|S\.?K\.?|A\.?B\.?|M\.?B\.?|O\.?N\.?|Q\.?C\.?|N\.?B\.?|P\.?E\.?I?\.?|N\.?L\.?|YT|NT|NU"
    r"|Sask\.?|Ont\.?|Alta\.?|Man\.?|Que\.?|British Columbia|Nova Scotia|Saskatchewan|Alberta|Manitoba|Ontario|Quebec)"
)
# People type O for 0 and the other way round.
_POSTAL = r"[ABCEGHJKLMNPRSTVXY][\dO][ABCEGHJ-NPRSTV-Z0][ -]?[\dO][ABCEGHJ-NPRSTV-Z0][\dO]"

_UNIT_WORD = r"(?:(?i:apt|apartment|unit|suite|ste|lot|site)\b\.?|#)"
_UNIT = rf"(?:{_UNIT_WORD}\s?#?\s?(?:\d{{1,5}}[A-Za-z]?|[A-Za-z]\d{{0,4}})\s?[,–-]?\s{{1,2}})?"
_NUMBER = rf"(?<![\w$.#/-]){_UNIT}#?\d{{1,6}}(?:[A-Fa-f]\b)?(?:\s?[-–]\s?\d{{1,6}})?(?:\s1/2|½)?,?\s{{1,2}}"
_DIRECTION = r"(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)"
_STREET = (
    r"(?:(?:Street|Avenue|Road|Drive|Crescent|Boulevard|Lane|Court|Place|Terrace|Close|Circle|Parkway|Way|Trail|Grove"
    r"|Mews|Landing|Esplanade|Chemin|Causeway)\b"
    r"|(?:St|Ave?|Rd|Dr|Cres|Cr|Blvd|Ln|Crt|Ct|Pl|Terr|Cir|Pkwy)\b\.?)"
)
_RARER = (
    r"(?:Bay|Gate|Green|Heights|Hts|Hill|Point|Ridge|Rise|Row|Run|View|Walk|Line|Loop|Manor|Meadows?|Commons?|Cove|Key"
    r"|Link|Path|Quay|Square|Sq|Glen|Gardens?|Estates?|Villas?|Wynd|Park|Crossing|Bend|Rang)\b"
)
_WORD = r"(?:\p{Lu}[\p{L}'’.-]{0,24}|\d{1,3}(?:st|nd|rd|th)?|of|the|de|la|du|des)"
# Not "2 Food Drive", "1 Supreme Court", "3 First Place".
_NO_STREET = (
    r"(?!(?:\S{1,20}\s){0,2}(?:Food|Toy|Blood|Clothing|Coat|Book|Test|Hard|Disk|Fund|Donation|Supreme|Provincial|Federal"
    r"|Tennis|Basketball|Pickleball|Family|First|Second|Third|Last|Any|Right|Wrong|Only|No)\s(?:Drive|Court|Place|Way)\b)"
)
_CITY = r"(?:,\s?|\s)\p{Lu}[\p{L}.'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{1,20}){0,2}"
_END = (
    rf"(?-i:(?:,?\s{_DIRECTION}(?![\w']))?(?:,?\s{{1,2}}{_UNIT_WORD}\s?#?\w{{1,5}})?"
    rf"(?:(?:{_CITY})?(?:,\s?|\s){_PROVINCE}(?![\w']))?(?:,?\s{{1,2}}{_POSTAL}(?!\w))?)"
)
_NAMED = rf"{_NUMBER}{_NO_STREET}(?:{_DIRECTION}\s)?(?:{_WORD}\s){{1,3}}"
_TYPED = rf"{_NUMBER}(?:{_DIRECTION}\s)?(?:[\p{{L}}'’.-]{{1,24}}\s|\d{{1,3}}(?:st|nd|rd|th)?\s){{1,3}}"
_FRENCH = (
    rf"{_NUMBER}(?:rue|avenue|av\.?|boul\.?|boulevard|chemin|ch\.|rang|montée|côte|allée|place|impasse)\s"
    r"(?-i:(?:(?:de|la|du|des|le|les|l['’]|d['’])\s?){0,2}\p{Lu}[\p{L}'’.-]{1,30}(?:\s\p{Lu}[\p{L}'’.-]{1,30}){0,2})"
)
_ROAD_NUMBER = (
    rf"{_NUMBER}(?:Highway|Hwy|Route|Rte|Range Road|Rge\.? Rd\.?|Township Road|Twp\.? Rd\.?|Concession(?: Road)?"
    rf"|Sideroad|Line|County Road|Regional Road|Grid Road)\s#?\d{{1,4}}[A-Z]?(?!\w){_END}"
)
_RURAL = (
    r"(?<![\w-])(?:P\.?\s?O\.?\s?Box\s#?\d{1,6}|(?-i:RR|R\.R\.)\s?#?\s?\d{1,2}|Rural Route\s#?\d{1,2}"
    rf"|Site\s\d{{1,4}},?\s(?:Comp(?:artment)?|Box)\.?\s\d{{1,4}}|General Delivery)(?!\w){_END}"
)

RULES = (
    Rule(
        entity="CA_ADDRESS",
        what="home address",
        family="place",
        patterns=(rf"(?-i:{_NAMED}{_STREET}{_END})", _FRENCH, _ROAD_NUMBER),
        source="Canada Post, Addressing Guidelines: civic number, street name, street type, direction",
    ),
    Rule(
        entity="CA_ADDRESS_LOOSE",
        what="home address",
        family="place",
        patterns=(rf"{_TYPED}{_STREET}{_END}", rf"(?-i:{_NAMED}{_RARER}{_END})"),
        at_home=True,
        source="the same in small letters, or with a type that is a common word; counts where somebody lives there",
    ),
    Rule(
        entity="CA_RURAL",
        what="home address",
        family="place",
        patterns=(_RURAL,),
        source="Canada Post, Addressing Guidelines: rural route, post office box, site and compartment",
    ),
    Rule(
        entity="CA_POSTAL_CODE",
        what="postal code",
        family="place",
        patterns=(rf"(?<![\w-])(?-i:{_POSTAL})(?![\w-])",),
        source="Canada Post; a letter O typed for 0, and the other way round",
    ),
)
