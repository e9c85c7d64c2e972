"""The records every part speaks in: frozen, keyword-only, without input or output.

All offsets count Unicode code points in ``Document.text``, end exclusive.
"""
