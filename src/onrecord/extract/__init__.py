"""From a capture to what a reader sees in it."""
