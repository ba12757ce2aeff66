"""Writing a plan: the lists in their parts, and the log. Streams the sources again and decides nothing."""
