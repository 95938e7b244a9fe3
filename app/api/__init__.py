"""The JSON interface: parameters in, values of `search` out as JSON, and one shape for every problem."""
