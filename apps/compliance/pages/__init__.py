"""What the pages of the registrations say, worked out without HTTP."""
