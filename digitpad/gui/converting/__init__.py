"""Models from elsewhere are made such as the pad can read with."""
