"""What goes out of the dialogue as files and comes back: sheets, hand-ins, packages of tables, comments, submissions."""
