"""Printed text to figures."""
