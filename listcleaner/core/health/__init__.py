"""How a list is doing: the bounce rate of each send, what to expect of the next, why mail came back, domains, sources."""
