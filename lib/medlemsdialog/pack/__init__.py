"""The dialogue packages: what members are sent before they answer, each file made of one request."""
