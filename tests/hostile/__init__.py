"""Files that mean harm or are damaged, made when they are needed: none of them lies in the repository.

``python -m tests.hostile FOLDER`` writes them all into a folder, to try them on another program.
"""
