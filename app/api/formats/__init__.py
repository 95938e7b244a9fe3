"""Answers in other forms than JSON: lines for programs, tables for spreadsheets, text for people, news for readers."""
