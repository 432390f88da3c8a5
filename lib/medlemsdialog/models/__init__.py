"""Frozen records that cross packages."""
