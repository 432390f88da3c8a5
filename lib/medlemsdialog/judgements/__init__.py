"""Human judgement as data: event logs, and the state that is their fold."""
