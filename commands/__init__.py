"""The command line, one file per group: words in, one JSON object or Chinese text out, no logic of its own."""
