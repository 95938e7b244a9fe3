"""The addresses, a module for each subject. A route reads its parameters, asks `search`, and hands back an answer."""
