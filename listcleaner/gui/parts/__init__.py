"""Parts pages are built from: labels, buttons, cells, charts, cards. They know no page."""
