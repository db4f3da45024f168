"""The least that Flask under waitress can do: an empty answer, in a process of its own. Takes the port."""

import sys

from flask import Flask
from waitress import serve

app = Flask(__name__)


@app.get("/")
def empty() -> str:
    return ""


if __name__ == "__main__":
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8, ident=None)
