"""Rules over plain values: standard library only; no Flask, no SQL, no clock, no files."""
