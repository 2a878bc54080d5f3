"""Pages: one blueprint a file, thin, guarded by the policy table."""
