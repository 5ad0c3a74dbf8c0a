"""Reading uploaded files safely, and recognising the head of an official document in their text."""
