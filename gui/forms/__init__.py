"""Forms made from a ledger's declaration, so that a new ledger needs no form of its own."""
