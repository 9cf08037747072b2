"""What partners propose to change on the pages about them; staff decide."""
