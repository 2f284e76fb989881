"""From strokes on the canvas to the frame, step by step."""
