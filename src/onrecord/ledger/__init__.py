"""The ledger: where documents, their readings and people's decisions are kept, searched and proved."""
