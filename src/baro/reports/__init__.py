"""The yearly report: prose that takes its figures from indicators, in three languages, on a page and on paper."""
