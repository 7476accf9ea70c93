"""Bytes to pages of words with boxes and confidences. Knows nothing of councils: it can serve any document."""
