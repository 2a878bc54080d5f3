"""Tables and queries, one file for each word; the only floor that knows SQLAlchemy."""
