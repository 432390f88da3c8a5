"""Suggestions learned from people's codings; nothing here decides, and nothing is learned from Sámi text or ticks."""
