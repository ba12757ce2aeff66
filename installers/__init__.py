"""What turns the program's folder into something people install: ``CONTRIBUTING.md`` says how."""
