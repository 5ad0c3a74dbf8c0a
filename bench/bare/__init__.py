"""The measure of all pages: a Django page with nothing around it but one join and one template."""
