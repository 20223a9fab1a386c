"""What stands between the network and the ledger: who asks, from where, how much, and what an answer may make a browser do. Each with its
attack in ``tests/web/guard``; why so: ``docs/decisions/0020-web.md``."""
