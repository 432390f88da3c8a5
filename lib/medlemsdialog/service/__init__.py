"""The input page: where members answer, and the store of what they have sent."""
