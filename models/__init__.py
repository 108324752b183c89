"""What the program knows: ledgers and their kernel, policy arithmetic, the encrypted store, and what records say."""
