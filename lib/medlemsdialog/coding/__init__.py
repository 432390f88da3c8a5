"""Codebook and claims, the computer's suggestions, and people's codings; suggestion and coding are never mixed."""
