"""The program without a window: reads files, understands bounces, plans and writes. Imports no Qt, prints nothing."""
