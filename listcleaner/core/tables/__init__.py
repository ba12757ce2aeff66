"""Reading spreadsheets and text files into tables of text."""
