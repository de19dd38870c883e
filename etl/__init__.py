"""Seeds and user data in, a built warehouse out."""
