"""Web pages: markup in, the story as a reader sees it out."""

from onrecord.extract.html.page import extract_html

__all__ = ["extract_html"]
