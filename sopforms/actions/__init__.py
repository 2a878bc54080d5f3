"""Deeds: one verb, one transaction. Load, ask the rules, write, log, put letters."""
