"""An act that changes many units on one day: planned, signed, carried out."""
