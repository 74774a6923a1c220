"""Sound as a value: samples, files of sound, and how loud they are."""
