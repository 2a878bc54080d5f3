"""Paper and post: HTML, PDF, text, charts, wording of letters, mail transport."""
