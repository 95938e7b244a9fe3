"""Gongbao beside other search servers: the same paragraphs, the same queries, over HTTP in one run."""
