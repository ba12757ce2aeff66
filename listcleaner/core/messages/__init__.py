"""Bounce mails: from raw bytes to what each mail says of each recipient."""
