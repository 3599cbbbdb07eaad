"""What a step costs in one process and on a cluster of this machine: its time, the processor time of
each task, and the bytes between them.

python3 tools/cluster/cost.py [--net st-fcn] [--batch 128] [--workers 2] [--steps 400] [--rounds 3] [--async]
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

import processes


class Traffic(threading.Thread):
    """Sums the bytes of the connections to some ports, as ss reports them."""

    def __init__(self, ports):
        super().__init__(daemon=True)
        self.filter = " or ".join(f"sport = :{port}" for port in ports)
        self.done = threading.Event()
        self.connections = {}

    def run(self):
        while not self.done.wait(0.05):
            lines = subprocess.run(
                ["ss", "-tinHO", "state", "established", f"( {self.filter} )"],
                capture_output=True, text=True).stdout
            for line in lines.splitlines():
                counts = dict(re.findall(r"(bytes_acked|bytes_received):(\d+)", line))
                self.connections[tuple(line.split()[2:4])] = sum(map(int, counts.values()))

    def bytes(self):
        self.done.set()
        self.join()
        return sum(self.connections.values())


def processor_seconds(process):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def cluster(work, arguments, workers):
    training = processes.Training(work, arguments, workers)
    begun = time.monotonic()
    training.start_all()
    traffic = Traffic(training.ports.values())
    traffic.start()
    try:
        seconds = {task: processor_seconds(process) for task, process in training.running.items()}
        return time.monotonic() - begun, seconds, traffic.bytes()
    finally:
        training.end()


def one(work, arguments):
    work.mkdir(parents=True)
    begun = time.monotonic()
    with open(work / "log", "w") as log:
        process = subprocess.Popen(
            [processes.STN, "train", *arguments, "--run", str(work / "run")], stdout=log, stderr=log)
        seconds = processor_seconds(process)
    return time.monotonic() - begun, seconds


def parameters(log):
    return int(re.search(r"([0-9,]+) parameters", log.read_text()).group(1).replace(",", ""))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--net", default="st-fcn")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--async", dest="asynchronous", action="store_true")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="stn-cost-"))
    few = options.steps // 5

    def arguments(steps):
        return [
            "mnist-r", "--net", options.net, "--batch", str(options.batch), "--steps", str(steps),
            "--set", "evaluations=1", "--set", "watchEvery=0",
            "--set", f"sync={'false' if options.asynchronous else 'true'}",
        ]

    alone, together, carried, work_alone, work_together = [], [], [], [], []
    for number in range(options.rounds):
        base = work / str(number)
        alone_few = one(base / "alone-few", arguments(few))
        alone_all = one(base / "alone", arguments(options.steps))
        few_steps = cluster(base / "few", arguments(few), options.workers)
        all_steps = cluster(base / "all", arguments(options.steps), options.workers)
        more = options.steps - few
        alone.append(1000 * (alone_all[0] - alone_few[0]) / more)
        together.append(1000 * (all_steps[0] - few_steps[0]) / more)
        work_alone.append(1000 * (alone_all[1] - alone_few[1]) / more)
        work_together.append(
            {task: 1000 * (all_steps[1][task] - few_steps[1][task]) / more for task in all_steps[1]})
        carried.append((all_steps[2] - few_steps[2]) / more)
    count = parameters(work / "0" / "alone" / "log")
    print(
        f"{options.net}, {count:,} parameters, {options.batch} images a step, "
        f"{'asynchronous' if options.asynchronous else 'synchronous'}, load {os.getloadavg()[1]:.1f}")
    print(f"one process: {spread(alone)} ms a step, {statistics.median(work_alone):.1f} ms of processors")
    print(f"1 ps, {options.workers} workers: {spread(together)} ms a step")
    for task in work_together[0]:
        print(f"  {task}: {statistics.median(each[task] for each in work_together):.1f} ms of processors a step")
    pushes = 1 if options.asynchronous else options.workers
    print(
        f"between tasks: {statistics.median(carried) / 1e6:.2f} MB a step; "
        f"parameters there and gradients back: {2 * 4 * count * pushes / 1e6:.2f} MB")
    shutil.rmtree(work)


def spread(values):
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


if __name__ == "__main__":
    main()
