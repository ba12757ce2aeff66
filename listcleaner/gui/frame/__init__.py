"""What stands round every page: the rail, the bar, the banner."""
