"""One module per semiotic class: its values, which know how to say themselves, and its table of rules."""
