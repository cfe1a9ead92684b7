"""Forms: declared once, shown on every platform."""
