"""What the program costs, measured: each module is a script to run by itself."""
