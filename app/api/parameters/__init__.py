"""What may be asked: one frozen model for the parameters of every address."""
