"""From an extraction through a reviewer's hands to an accepted source."""
