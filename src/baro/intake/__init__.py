"""What arrives in mailboxes and from scanners, before a clerk registers it."""
