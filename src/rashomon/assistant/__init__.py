"""A ledger for assistants: a read-only MCP server whose every answer carries quotes and ids. See ``docs/how-to/mcp.md``."""
