"""The program as people meet it: processes, an X server, a real pointer."""
