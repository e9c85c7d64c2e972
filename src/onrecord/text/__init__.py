"""Words, numbers, quotation marks and names in running text; knows nothing of news."""
