"""Two of a kind set side by side: wordings, quantities."""
