"""OnRecord reads news stories and keeps a record that anyone can check."""

__version__ = "0.1.0"
