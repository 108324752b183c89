"""Tables made from a ledger's declaration, quick at any length."""
