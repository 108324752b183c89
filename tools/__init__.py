"""What engineers run by hand: revisions and pictures. Nothing here is part of the program."""
