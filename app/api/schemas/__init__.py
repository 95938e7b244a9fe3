"""The models of the answers, and their construction from the values of `search`."""
