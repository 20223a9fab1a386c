"""The MCP server: tools and resources over :class:`rashomon.assistant.answers.Answers`, on standard input and output. It only reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field

from rashomon import __version__
from rashomon.assistant.answers import Answers
from rashomon.assistant.fence import NOTICE
from rashomon.errors import InputError, RashomonError
from rashomon.queries import Desk

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

ABOUT = (
    "A Rashomon ledger: who said what about which incident of violence, in which words, read from news articles by a machine. Begin with search_incidents, "
    "then incident; disagreements shows where sources part. Always give the quotes and ids behind what you say. "
)
T = TypeVar("T")
Id = Annotated[
    str, Field(description="inc-… as answers give it; the beginning of one, or an id that it had once, does, too", max_length=40)
]
Text = Annotated[str, Field(max_length=200)]
Policy = Annotated[
    str, Field(description="current, minmax, ucdp-style, acled-style, ibc-style; empty: as the ledger was made", max_length=40)
]
AsOf = Annotated[str, Field(description="what had been published by then: 2031-05-03, 2031-05-03T18:00", max_length=60)]
Few = Annotated[int, Field(ge=1, le=50)]
Cursor = Annotated[str, Field(description="next of the answer before", max_length=300)]


def make_server(desk: Desk) -> MCPServer[Any]:
    """The server over a ledger. Raises InputError where the extra is not installed."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ResourceError, ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        raise InputError("the server for assistants needs an extra; install it with: pip install 'rashomon[mcp]'") from None

    ask = Answers(desk)
    server: MCPServer[Any] = MCPServer(
        "rashomon", title="Rashomon ledger", instructions=ABOUT + NOTICE, version=__version__, log_level="ERROR"
    )
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

    def said(make: Callable[[], T], problem: type[Exception] = ToolError) -> T:
        try:
            return make()
        except RashomonError as err:
            raise problem(str(err)) from None

    @server.tool(annotations=reads)
    def search_incidents(
        q: Annotated[str, Field(description='words in the articles; "a phrase" in quotation marks', max_length=200)] = "",
        country: Text = "", place: Text = "", side: Text = "",
        since: Annotated[str, Field(description="first day: 2031, 2031-05 or 2031-05-03", max_length=10)] = "",
        until: Annotated[str, Field(description="last day", max_length=10)] = "",
        harm: Annotated[str, Field(description="killed, wounded, missing, captured, casualties", max_length=20)] = "",
        killed_min: Annotated[int | None, Field(ge=0, le=10**8)] = None,
        status: Text = "", disagreement: Text = "", background: Annotated[str, Field(description="no, yes, only", max_length=4)] = "no",
        sort: Annotated[str, Field(description="-date, -killed, -reports, -disagreements, -changed …", max_length=20)] = "-date",
        policy: Policy = "", as_of: AsOf = "", limit: Few = 10, cursor: Cursor = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Find incidents: what, when, where, the figures in words with what they rest on, and quotes."""
        return said(lambda: ask.search_incidents(
            q=q, country=country, place=place, side=side, since=since, until=until, harm=harm, killed_min=killed_min, status=status,
            disagreement=disagreement, background=background, sort=sort, policy=policy, as_of=as_of, limit=limit, cursor=cursor,
        ))  # fmt: skip

    @server.tool(annotations=reads)
    def incident(incident_id: Id, policy: Policy = "", as_of: AsOf = "") -> dict[str, Any]:
        """One incident: figures with reasons and quotes, who is said to have done it and who denies it, where reports part, links, what nobody says."""
        return said(lambda: ask.incident(incident_id, policy=policy, as_of=as_of))

    @server.tool(annotations=reads)
    def claims_of(
        incident_id: Id = "", document_key: Annotated[str, Field(max_length=16)] = "", harm: Text = "", stance: Text = "", speaker: Text = "",
        as_of: AsOf = "", limit: Few = 20, after: Cursor = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Every claim of an incident or of an article: who says what, in which words, where they stand."""
        return said(lambda: ask.claims_of(
            incident_id, document_key=document_key, harm=harm, stance=stance, speaker=speaker, as_of=as_of, limit=limit, after=after
        ))  # fmt: skip

    @server.tool(annotations=reads)
    def disagreements(
        incident_id: Id = "", type: Annotated[str, Field(description="count, denial, blame, date, place, victim_status …", max_length=40)] = "",
        resolution: Annotated[str, Field(description="disputed, unresolved, revised_down, update_by_same_speaker, outlet_error …", max_length=40)] = "",
        country: Text = "", since: Text = "", until: Text = "", policy: Policy = "", as_of: AsOf = "", limit: Few = 10, after: Cursor = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Where reports part, each thing said with quotes of those who say it; of one incident, or of all."""
        return said(lambda: ask.disagreements(
            incident_id=incident_id, type=type, resolution=resolution, country=country, since=since, until=until, policy=policy, as_of=as_of,
            limit=limit, after=after,
        ))  # fmt: skip

    @server.tool(annotations=reads)
    def search_quotes(
        words: Annotated[str, Field(min_length=1, max_length=200)], as_of: AsOf = "", limit: Few = 10, cursor: Cursor = ""
    ) -> dict[str, Any]:
        """Find claims by the words of their quotes."""
        return said(lambda: ask.search_quotes(words, limit=limit, cursor=cursor, as_of=as_of))

    @server.tool(annotations=reads)
    def compare_policies(incident_id: Id) -> dict[str, Any]:
        """The figures of one incident by every policy: what each makes of the same words, and why."""
        return said(lambda: ask.compare_policies(incident_id))

    @server.tool(annotations=reads)
    def changes(since: Annotated[int, Field(ge=0, le=2**53)] = 0, incident_id: Id = "", limit: Few = 10) -> dict[str, Any]:
        """What this ledger says otherwise since a number (0: from the beginning), why, and by which words."""
        return said(lambda: ask.changes(since, incident_id=incident_id, limit=limit))

    def text(make: Callable[[], dict[str, Any]]) -> str:
        return json.dumps(said(make, ResourceError), ensure_ascii=False, indent=1)

    @server.resource("rashomon://ledger", name="ledger", title="This ledger", mime_type="application/json")
    def the_ledger() -> str:
        """Which ledger this is, its state, policies and versions."""
        return text(ask.ledger)

    @server.resource("rashomon://incident/{incident_id}", name="incident", title="An incident", mime_type="application/json")
    def the_incident(incident_id: str) -> str:
        """One incident with figures, quotes and disagreements."""
        return text(lambda: ask.incident(incident_id))

    @server.resource("rashomon://claim/{claim_id}", name="claim", title="A claim", mime_type="application/json")
    def the_claim(claim_id: str) -> str:
        """One claim with its words."""
        return text(lambda: ask.claim(claim_id))

    @server.resource("rashomon://document/{key}", name="document", title="An article", mime_type="application/json")
    def the_document(key: str) -> str:
        """One article by its document_key, with its text between the marks of what is data."""
        return text(lambda: ask.document(key))

    return server
