"""From original files to passages with anchors, sources with proposals, and problems in the adviser's words."""
