"""The endpoints, a module for each subject. An endpoint reads its parameters, calls `search` and builds an answer."""
