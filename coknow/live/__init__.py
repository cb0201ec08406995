"""The imperative shell around the pure session: load, decide, append, evolve, publish. Time, chance and sockets
come in here; what they mean is decided on the floors below."""
