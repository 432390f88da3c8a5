"""Who can be a sender: editions of counties and municipalities, their changes, members and bodies."""
