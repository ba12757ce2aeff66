"""Judgement: from events to sends, strikes and the status of every person."""
