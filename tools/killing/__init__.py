"""Kills the parts of a running Baro while people work, and looks afterwards whether anything was lost.

``python -m tools.killing --rounds 30`` loads the demo into a folder of its own, lets six people register, report with
files and assign to many, and kills at random with SIGKILL: the database, one of its processes, the server, one of its
workers, the worker of the queue, whoever supervises them. What was answered must be there, once, with its number, its
event and its file; nothing but a killed supervisor may need to be started by hand.
"""
