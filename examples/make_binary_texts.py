"""How are the two binary texts of the example debate made? From the words below, byte for byte the same.

Run ``python examples/make_binary_texts.py``; it writes a PDF (a survey report) and a DOCX (a speech) into
the folder of the debate. Everything in them is invented.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import Final

import docx

from dissensus import debate

REPORT: Final = (
    ("h", "The Coastal Line in the eyes of the country"),
    ("p", "Institute for Regional Studies, Corvale. Report 7/2022, 20 October 2022"),
    ("h", "What we asked"),
    (
        "p",
        "Between 26 September and 7 October 2022 the Institute for Regional Studies asked 1,204 adults "
        "in all nine districts of Lorvia what they think of the Coastal Line. The margin of error is 3 "
        "percentage points. The survey was paid for by the institute itself.",
    ),
    ("h", "What they answered"),
    (
        "p",
        "46 percent of the respondents want the line to be built, 38 percent oppose it, and the others "
        "have not made up their minds. If farms that lose land were paid well above the market price, "
        "62 percent would support it. The delta route is accepted by 29 percent, the inland route by "
        "41 percent. When told that the inland route costs 2.1 billion crowns more, only 22 percent "
        "still choose it.",
    ),
    (
        "p",
        "58 percent want a referendum. Among those who live within five kilometers of the delta, the "
        "share rises to 71 percent. Night freight trains are rejected by 66 percent in Senhaven and by "
        "35 percent in Port Ansel.",
    ),
    ("h", "What we conclude"),
    (
        "p",
        "Henrik Dovall, who directed the survey, draws two conclusions. First, compensation for farmers "
        "decides the matter: 'The state should pay clearly more than the market price,' he says, 'or it "
        "should not begin.' Secondly, the promise of work convinces nobody. The estimate of the Chamber "
        "of Commerce is far too high, in Dovall's view; if the toll is introduced and the port loses no "
        "cargo, the line will leave 1,900 lasting jobs.",
    ),
    (
        "p",
        "Dovall considers the freight toll sensible. He advises against a referendum on the route, since "
        "the alternatives are too technical for a yes or no, but he adds that Ada Renvik had told him in "
        "August that she would never raise the price for the fields. He calls that a mistake. The "
        "institute depends on grants of the government and states this here for the record.",
    ),
)

SPEECH: Final = (
    ("h", "Speech at the congress of the Farmers' League"),
    ("p", "Tomas Orlek, 15 April 2023, Brackwater"),
    ("p", "Dear members, dear guests, dear doubters in the third row."),
    (
        "p",
        "On 2 March 2023 I signed a contract with a minister whom I had called many things. Some of you "
        "have sent me letters about it. I have read all 412 of them, and tonight I want to answer.",
    ),
    (
        "p",
        "Yes, the Farmers' League supports the Coastal Line. I have not fallen in love with concrete. I "
        "have read the contract. It gives us three times the price, or land for land, and it gives us a "
        "seat at the table. The compensation fund is our work, and I am proud of it.",
    ),
    (
        "p",
        "Yes, we accept the delta route. It has been moved by 1.2 kilometers, and it now touches 84 "
        "farms instead of 131. The inland route was a dream that others dreamed for us. Nobody would "
        "have paid for it, and I will not defend it any longer.",
    ),
    (
        "p",
        "No, we have not become friends of compulsory purchase. As long as I stand here, the League will "
        "reject it. Ada Renvik has kept her word so far, and we trust her as far as the next harvest.",
    ),
    (
        "p",
        "Mirel Tovane says that I have betrayed the delta. That hurts, because the Delta Trust stood by "
        "us. But Mirel told our board in January that she preferred a lost farm to a lost lagoon. Dear "
        "members, I was not elected by lagoons. The Trust has attacked us in three newspapers since, and "
        "we have not answered in one.",
    ),
    (
        "p",
        "We no longer call for a referendum. We wanted to be asked. We have been asked, and we have "
        "named a price, and it was paid.",
    ),
    (
        "p",
        "And work? I have laughed about the jobs. But a line that carries milk to the capital in 55 "
        "minutes will create jobs in our dairies, 300 of them if the cold store is built. The freight "
        "toll does not touch us, and those who ship should pay it.",
    ),
    (
        "p",
        "Petra Valdorn of the union has offered us an alliance against the speculators. We shall talk.",
    ),
    ("p", "Thank you. And now to the soup."),
)

_WIDTH, _LEFT, _TOP, _BOTTOM, _LEADING = 92, 72, 770, 90, 14


def pdf(parts: Iterable[tuple[str, str]], *, title: str, author: str, created: str) -> bytes:
    """Set the parts in Helvetica, page by page, and return a PDF of version 1.4."""
    pages: list[list[str]] = [[]]
    y = _TOP
    for kind, words in parts:
        lines = wrap(words, _WIDTH - 20 if kind == "h" else _WIDTH)
        if y - _LEADING * len(lines) < _BOTTOM:
            pages.append([])
            y = _TOP
        font = "/F2 13" if kind == "h" else "/F1 11"
        for line in lines:
            shown = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            pages[-1].append(f"BT {font} Tf {_LEFT} {y} Td ({shown}) Tj ET")
            y -= _LEADING
        y -= _LEADING
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids "
        f"[{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) /Author ({author}) /CreationDate (D:{created}090000Z) >>",
    ]
    for i, lines in enumerate(pages):
        foot = f"BT /F1 9 Tf 290 50 Td ({i + 1}) Tj ET"
        stream = "\n".join([*lines, foot])
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            f"<< /F1 3 0 R /F2 4 0 R >> >> /Contents {7 + 2 * i} 0 R >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    out += (
        f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info 5 0 R >>\n"
        f"startxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(out)


def word(parts: Iterable[tuple[str, str]], *, title: str, author: str, created: datetime) -> bytes:
    """Return the parts as a DOCX whose bytes do not depend on the time it is made."""
    document = docx.Document()
    for kind, words in parts:
        if kind == "h":
            document.add_heading(words, level=1)
        else:
            document.add_paragraph(words)
    about = document.core_properties
    about.title, about.author, about.language, about.comments = title, author, "en", "Invented"
    about.created = about.modified = created
    about.last_modified_by = author
    # The template brings a picture of an empty page and a second set of styles: half of its size.
    for holder in (document.part.package, document.part):
        for number, part in list(holder.rels.items()):
            if part.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del holder.rels[number]
    made = io.BytesIO()
    document.save(made)
    settled = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(
                name, date_time=(created.year, created.month, created.day, 0, 0, 0)
            )
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name), compresslevel=9)
    return settled.getvalue()


def main(folder: Path) -> None:
    """Write both files into ``folder``."""
    (folder / "survey-report-2022-10.pdf").write_bytes(
        pdf(REPORT, title=REPORT[0][1], author="Henrik Dovall", created="20221020")
    )
    (folder / "speech-orlek-congress.docx").write_bytes(
        word(SPEECH, title=SPEECH[0][1], author="Tomas Orlek", created=datetime(2023, 4, 15))  # noqa: DTZ001
    )


if __name__ == "__main__":
    main(debate.texts())
