"""Files that not everybody may have: where they are kept, and how they are given out once somebody may."""
