"""What is published: composed once, drawn as HTML, JSON and text."""
