"""The register of local administrative organisations: read, compared with what is known, and names found in it."""
