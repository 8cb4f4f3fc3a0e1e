"""The methods by which an outlook is judged, one a module: from a standing to a rating."""
