"""One reader per format: bytes in, a document of blocks with anchors out."""
