"""A whole year of one school played on a simulated calendar, through the real pages, mail and database."""
