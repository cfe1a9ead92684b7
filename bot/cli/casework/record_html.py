"""A record as a page of its own, to print or to file: no script, nothing loaded, everything escaped."""

from collections.abc import Iterator
from html import escape

from bot.cli.casework.record import ALLEGED, Part, Record
from bot.cli.terminal import harmless

_FORMULAS = "=+-@＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula; it opens pages too."""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
body {{ font: 11pt/1.45 serif; color: #111; background: #fff; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.1rem; margin: 1.5rem 0 .4rem; border-bottom: 1px solid #888; }}
.alleged {{ border: 2px solid #111; padding: .5rem .75rem; font-weight: bold; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top; }}
th[scope=row] {{ width: 25%; }}
td {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
@page {{ margin: 2cm; }}
@media print {{
  body {{ margin: 0; max-width: none; padding: 0; font-size: 10pt; }}
  h2 {{ break-after: avoid; }}
  tr {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
}}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="alleged">{alleged}</p>
{parts}
</body>
</html>
"""


def record_html(record: Record) -> str:
    """Return a record as a page."""
    parts = "\n".join(line for part in record.parts() for line in _part(part))
    return _PAGE.format(title=_shown(f"Record of {record.name}"), alleged=_shown(ALLEGED), parts=parts)


def cell(text: str) -> str:
    """Return a text as it may stand in a cell: harmless, and no formula in whatever opens it."""
    plain = harmless(text)
    return f"'{plain}" if plain.lstrip()[:1] in tuple(_FORMULAS) else plain


def _part(part: Part) -> Iterator[str]:
    yield f"<h2>{_shown(part.title)}</h2>"
    if not part.rows:
        yield "<p>None.</p>"
        return
    yield "<table>"
    if part.heads:
        heads = "".join(f'<th scope="col">{_shown(one)}</th>' for one in part.heads)
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in part.rows:
        yield _row(row, has_heads=bool(part.heads))
    yield "</tbody>"
    yield "</table>"


def _row(row: tuple[str, ...], *, has_heads: bool) -> str:
    first, *rest = row
    begin = f"<td>{_shown(first)}</td>" if has_heads else f'<th scope="row">{_shown(first)}</th>'
    return f"<tr>{begin}{''.join(f'<td>{_shown(one)}</td>' for one in rest)}</tr>"


def _shown(text: str) -> str:
    return escape(cell(text))
