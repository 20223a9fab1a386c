"""Signing in with a token in a browser, out again, and what a page may know of who looks at it."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rashomon import __version__
from rashomon.web.guard.keeper import COOKIE, SECURE_COOKIE, Asker, Keeper
from rashomon.web.guard.sessions import LASTS
from rashomon.web.problems import Problem

router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}
LONGEST = 4_000


def inside(address: str) -> str:
    """The address to go on to: one of ours, or the first page. Whatever a browser could take for another site is none of ours."""
    plain = all(" " < c < "\x7f" for c in address)
    if plain and address.startswith("/") and not address.startswith(("//", "/\\", "/login", "/logout")) and "\\" not in address:
        return address[:LONGEST]
    return "/"


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    """Where a token is given."""
    keeper: Keeper = request.app.state.keeper
    if keeper.tokens is None:
        return RedirectResponse("/", 303, _NO_STORE)
    return _page(request, inside(next))


@router.post("/login")
async def login(request: Request) -> Response:
    """Takes a token and sets the cookie of a new session."""
    keeper: Keeper = request.app.state.keeper
    if keeper.tokens is None:
        raise Problem(404, "not found", "nobody has to sign in here: this server has no tokens")
    form = await _form(request)
    onward = inside(form.get("next", "/"))
    try:
        name = keeper.sign_in(form.get("token", "").strip(), request.client.host if request.client else None)
    except Problem as err:
        return _page(request, onward, err)
    answer = RedirectResponse(onward, 303, _NO_STORE)
    secure = request.url.scheme == "https"
    old = keeper.cookie(request.headers)
    if old:
        keeper.sessions.end(old)
    answer.set_cookie(SECURE_COOKIE if secure else COOKIE, name, max_age=LASTS, path="/", secure=secure, httponly=True, samesite="strict")
    return answer


@router.post("/logout")
async def logout(request: Request) -> Response:
    """Ends the session."""
    keeper: Keeper = request.app.state.keeper
    asker: Asker = request.state.asker
    keeper.check_word(asker, (await _form(request)).get("csrf", ""))
    keeper.sessions.end(asker.session)
    answer = RedirectResponse("/login" if keeper.tokens is not None else "/", 303, _NO_STORE)
    for name in (COOKIE, SECURE_COOKIE):
        answer.delete_cookie(name, path="/", secure=name == SECURE_COOKIE, httponly=True, samesite="strict")
    return answer


@router.get("/session.json")
def session(request: Request) -> Response:
    """Who asks, what they may do, and the word to send along (header ``X-Rashomon-CSRF``) with what changes something."""
    keeper: Keeper = request.app.state.keeper
    asker: Asker = request.state.asker
    told = {
        "who": asker.who,
        "role": asker.role.name.lower(),
        "tokens": keeper.tokens is not None,
        "csrf": keeper.words.make(asker.session),
    }
    return JSONResponse(told, headers=_NO_STORE)


@router.get("/favicon.ico")
def icon() -> Response:
    """What browsers ask for without being told to."""
    return RedirectResponse("/static/icon.svg", 301)


@router.get("/robots.txt")
def robots() -> Response:
    """No search engine is to keep any of this."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")


async def _form(request: Request) -> dict[str, str]:
    raw = await request.body()
    if len(raw) > LONGEST:
        raise Problem(413, "too large", "this form is larger than it can be")
    return {name: values[-1] for name, values in parse_qs(raw.decode("utf-8", "replace"), max_num_fields=10).items()}


def _page(request: Request, onward: str, problem: Problem | None = None) -> Response:
    from rashomon.web.pages import NAVIGATION, environment

    asker: Asker | None = request.state.asker
    word = request.app.state.keeper.words.make(asker.session) if asker is not None else ""
    text = (
        environment()
        .get_template("login.html")
        .render(
            title="Signed in" if asker else "Sign in",
            at="",
            navigation=NAVIGATION if asker else (),
            version=__version__,
            asker=asker,
            csrf=word,
            onward=onward,
            problem=problem,
        )
    )
    headers = _NO_STORE | (problem.headers if problem else {})
    headers.pop("WWW-Authenticate", None)
    return HTMLResponse(text, problem.status if problem else 200, headers)
