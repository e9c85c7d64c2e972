"""From a document to who said what in it."""
