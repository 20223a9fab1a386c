"""Fetching: the only room that opens a socket outwards, and only when a user asks for it."""
