"""Ingest: the files of a run, divided into tasks for a pool of processes, into the staging store."""
