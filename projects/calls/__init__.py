"""Calls: their models, their clock, their list, their calendars and feeds."""
