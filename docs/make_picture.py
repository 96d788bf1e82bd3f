"""Draws docs/picture.svg: the network of the example debate as the demo's report shows it.

Run it after ``./run demo``: ``.venv/bin/python docs/make_picture.py out/demo/report.html``. The picture is
the report's own; links are taken out and the styles it needs are put in, so that it stands alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

STYLE = """
svg { font-family: system-ui, "Segoe UI", "Noto Sans", Arial, sans-serif; }
.paper { fill: #fffefb; } text { fill: #1d1c1a; }
.hull { fill: #eeeae0; stroke: #eeeae0; stroke-width: 26; stroke-linejoin: round; }
.line { fill: none; stroke-opacity: .75; }
.positive .line { stroke: #1c5a9c; }
.negative .line { stroke: #a04a00; stroke-dasharray: 6 4; }
.neutral .line { stroke: #5b5750; stroke-width: 1.2; }
.unreviewed .line { stroke-opacity: .45; }
.node circle { fill: #fffefb; stroke: #1d1c1a; stroke-width: 2; }
.node.unreviewed circle { stroke-dasharray: .1 4.5; stroke-linecap: round; stroke-width: 2.6; }
.node text { font-size: 13px; text-anchor: middle; paint-order: stroke; stroke: #fffefb;
  stroke-width: 3.5px; stroke-linejoin: round; }
.letter { font-size: 20px; font-weight: 700; text-anchor: middle; fill: #5b5750; }
.warning { font-size: 12.5px; font-weight: 600; }
"""
LINE = 18  # for one more line of text below the picture
NOTE = "An invented debate. Solid: more shared positions; dashed: more opposed ones; outlined: coalitions."


def picture(report: str) -> str:
    """Return the first network of a report as an SVG file of its own."""
    found = re.search(r'<svg class="network.*?</svg>', report, flags=re.DOTALL)
    if found is None:
        raise SystemExit("The report holds no network; run the demo first.")
    body = re.sub(r"</?a\b[^>]*>", "", found[0])
    body = re.sub(r'<path class="hit"[^>]*/>', "", body)
    body = re.sub(r' data-[ab]="\d+"', "", body)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', body)
    if size is None:
        raise SystemExit("The picture has no size.")
    width, height = float(size[1]), float(size[2]) + LINE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">\n'
        "<title>Who sides with whom in the example debate, an invented one</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect class="paper" width="{width:g}" height="{height:g}"/>\n'
        f'<text class="warning" x="8" y="{height - 10:g}">{NOTE}</text>\n'
    )
    inside = body.partition(">")[2].strip()
    return head + re.sub(r"\n\s*\n+", "\n", inside) + "\n"


if __name__ == "__main__":
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "out/demo/report.html")
    target = Path(__file__).with_name("picture.svg")
    target.write_text(picture(source.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"Wrote {target}.\n")
