"""Looking inside: what the network makes of the drawing, layer by layer."""
