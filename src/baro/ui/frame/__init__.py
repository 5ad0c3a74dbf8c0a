"""What stands around every page: who acts, the navigation, search, notices, refusals."""
