"""Groups of commands beside ``run``, each in a module of its own."""
