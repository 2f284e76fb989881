"""Networks, training and export: Keras, no Qt."""
