"""The window that shows the MNIST images."""
