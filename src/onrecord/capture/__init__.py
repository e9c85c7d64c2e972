"""Bytes in, captures out: files, folders, globs and standard input, bounded and never trusted."""
