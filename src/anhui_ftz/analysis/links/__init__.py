"""Links: which places cooperation links, and what follows from that."""
