"""What is answered, field by field, and how it is made of the values of `search`."""
