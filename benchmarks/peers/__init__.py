"""Gongbao compared with other search servers: the same paragraphs and queries, over HTTP, in one run."""
