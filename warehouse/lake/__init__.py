"""One warehouse for several machines: the shared truth in DuckLake, and a local copy of it on each machine."""
