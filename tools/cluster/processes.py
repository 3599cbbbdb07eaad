"""The processes of a training run on this machine: start, kill and restart."""

import os
import pathlib
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
STN = os.environ.get("STN", str(ROOT / "stn"))


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Training:
    """One ps and some workers on loopback ports, with the same arguments of `stn train`."""

    def __init__(self, folder, arguments, workers=2):
        self.folder = folder
        ports = free_ports(1 + workers)
        addresses = [f"127.0.0.1:{port}" for port in ports]
        self.arguments = list(arguments) + [
            "--cluster", f"ps={addresses[0]}", "--cluster", "worker=" + ",".join(addresses[1:]),
        ]
        self.tasks = ["ps:0"] + [f"worker:{index}" for index in range(workers)]
        self.ports = dict(zip(self.tasks, ports))
        self.running = {}

    @property
    def run(self):
        return self.folder / "run"

    def start(self, task, more=()):
        arguments = [STN, "train", *self.arguments, "--task", task, *more]
        if task == "worker:0":
            arguments += ["--run", str(self.run)]
        with open(self.folder / (task.replace(":", "-") + ".log"), "a") as log:
            # A process group of its own: the launcher may have children.
            self.running[task] = subprocess.Popen(
                arguments, stdout=log, stderr=log, start_new_session=True)

    def start_all(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        for task in self.tasks:
            self.start(task)

    def kill(self, task):
        os.killpg(self.running[task].pid, signal.SIGKILL)
        self.running[task].wait()

    def end(self):
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def step(self):
        """The step of the last checkpoint."""
        pointer = self.run / "checkpoints" / "checkpoint"
        try:
            return int(pointer.read_text().split("step-")[1].split("/")[0])
        except (OSError, IndexError, ValueError):
            return 0

    def wait_for_step(self, step, limit):
        end = time.monotonic() + limit
        while self.step() < step:
            code = self.running["worker:0"].poll()
            if code is not None:
                raise SystemExit(f"worker:0 ended with {code} before step {step}; see {self.folder}")
            if time.monotonic() > end:
                raise SystemExit(f"no step {step} within {limit} s; see {self.folder}")
            time.sleep(0.05)

    def wait(self, limit):
        """Waits for all; returns their exit codes by task."""
        end = time.monotonic() + limit
        return {
            task: process.wait(timeout=max(1, end - time.monotonic()))
            for task, process in self.running.items()
        }


def alone(folder, arguments, limit):
    """Trains in one process; returns the run folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "log", "w") as log:
        code = subprocess.run(
            [STN, "train", *arguments, "--run", str(folder / "run")], stdout=log, stderr=log, timeout=limit,
        ).returncode
    if code != 0:
        raise SystemExit(f"the run in one process ended with {code}; see {folder}")
    return folder / "run"


def rows(run):
    """metrics.csv as lists of values: step, epoch, train loss, test loss, test error, rate, images."""
    lines = (run / "metrics.csv").read_text().splitlines()[1:]
    return [[float(value) for value in line.split(",")] for line in lines]
