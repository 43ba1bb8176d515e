"""Serve a GGUF file behind an OpenAI-compatible address on loopback until standard input ends; run with .venv-llm's Python.

    serve.py WEIGHTS NAME THREADS CONTEXT      # says the address on standard output when it can be asked

The end of standard input is the end of the server, so that none is left behind when the process that started it is killed.
"""

from __future__ import annotations

import os
import sys

import xllamacpp


def main(weights: str, name: str, threads: int, context: int) -> None:
    """Load the weights, say where they are served, wait."""
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.model_alias = {name}
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # a free one
    params.ui = False
    params.n_gpu_layers = 0
    params.n_parallel = 1
    params.n_ctx = context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.n_threads_http = 2
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    # Requests in hand are nobody's any more: their threads are not waited for.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
