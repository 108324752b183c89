"""Documents going out: a return makes a Sheet or a Document from facts, and the modules here render it to paper."""
