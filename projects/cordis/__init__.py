"""Projects and organisations as CORDIS describes them, and what staff take over from there."""
