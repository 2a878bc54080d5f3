"""How fast it is, beside the least that the same work can cost on the same machine in the same minute."""
