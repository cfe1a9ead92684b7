"""Rich text: sections, lists, quotes and preformatted text of small pieces.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from tests.bot.slack.kit.shape import array, flag, integer, one_of, record, string, tagged, typed, url

_MOST = 3000
_PIECES = 1000  # so many that no limit of Slack's own is meant

_STYLE = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_STYLED = {"style": _STYLE}
_TEXT = typed("text", {"text": string(12_000)}, _STYLED)
_LINK = typed("link", {"url": url()}, {**_STYLED, "text": string(_MOST), "unsafe": flag})

_PIECE = tagged(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": typed("user", {"user_id": string(255)}, _STYLED),
        "channel": typed("channel", {"channel_id": string(255)}, _STYLED),
        "usergroup": typed("usergroup", {"usergroup_id": string(255)}, _STYLED),
        "team": typed("team", {"team_id": string(255)}, _STYLED),
        "broadcast": typed("broadcast", {"range": one_of("here", "channel", "everyone")}, _STYLED),
        "color": typed("color", {"value": string(255)}, _STYLED),
        "emoji": typed(
            "emoji",
            {"name": string(255)},
            {**_STYLED, "unicode": string(255), "url": url(), "skin_tone": integer(1, 6)},
        ),
        "date": typed(
            "date",
            {"timestamp": integer(0, 9_999_999_999), "format": string(_MOST)},
            {**_STYLED, "url": url(), "fallback": string(_MOST)},
        ),
    }
)
_PIECES_OF_TEXT = array(_PIECE, _PIECES, least=0)
_BORDER = {"border": one_of(0, 1)}
_SECTION = typed("rich_text_section", {"elements": _PIECES_OF_TEXT})
_LIST = typed(
    "rich_text_list",
    {
        "elements": array(tagged({"rich_text_section": _SECTION}), _PIECES, least=0),
        "style": one_of("bullet", "ordered"),
    },
    {**_BORDER, "indent": integer(0, 8), "offset": integer(0, _PIECES)},
)
_QUOTE = typed("rich_text_quote", {"elements": _PIECES_OF_TEXT}, _BORDER)
_CODE = typed(
    "rich_text_preformatted",
    {"elements": array(tagged({"text": _TEXT, "link": _LINK}), _PIECES, least=0)},
    {**_BORDER, "language": string(255)},
)

RICH_TEXT = typed(
    "rich_text",
    {
        "elements": array(
            tagged(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_quote": _QUOTE,
                    "rich_text_preformatted": _CODE,
                }
            ),
            _PIECES,
        )
    },
    {"block_id": string(255)},
)
