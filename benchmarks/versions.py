"""Prints the versions of libraries in the environment that runs it, as JSON."""

import importlib.metadata
import json
import sys

if __name__ == "__main__":
    found = {name: importlib.metadata.version(name) for name in sys.argv[1:]}
    print(json.dumps(found))  # noqa: T201  # what it is for
