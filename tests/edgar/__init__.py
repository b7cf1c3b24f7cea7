"""The file and its submission."""
