"""The tests; they mirror the packages."""

import os

IN_WORKER = "PYTEST_XDIST_WORKER" in os.environ
"""Tells whether others run tests beside this process."""

if IN_WORKER:  # numpy and torch, here and in commands, would make a thread for every core; each worker has one
    os.environ.setdefault("OMP_NUM_THREADS", "1")
