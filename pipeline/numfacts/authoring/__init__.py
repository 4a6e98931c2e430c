"""What those who write rules work with: testing, checking, comparing, drafting and explaining rules."""
