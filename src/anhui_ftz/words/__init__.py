"""Values in words, English and Chinese."""
