"""What people take along outside the pages: the digest by e-mail, the calendar of their days."""
