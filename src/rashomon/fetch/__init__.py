"""What is asked of other machines: the only room that opens a connection outwards, and only where ``fetch`` or ``watch`` was called."""
