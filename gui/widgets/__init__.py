"""Controls that own one value or one look each; they know Kinds and no ledger."""
