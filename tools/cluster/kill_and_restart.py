"""Trains with one ps and two workers, kills tasks with SIGKILL during the run, and starts them again.
The run must do all its steps, and write the same metrics as an undisturbed run with the same tasks,
byte for byte.

python3 tools/cluster/kill_and_restart.py [--steps 600] [--seeds 5] [--on-lost-worker wait|drop] [--folder DIR]
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

import processes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--on-lost-worker", choices=["wait", "drop"], default="wait")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=3000, help="seconds for each run")
    options = parser.parse_args()
    work = options.folder or pathlib.Path(tempfile.mkdtemp(prefix="stn-cluster-"))
    every = options.steps // 12
    arguments = [
        "mnist-r", "--net", "st-fcn", "--steps", str(options.steps), "--batch", "64",
        "--set", "evaluations=3", "--checkpoint-every", str(every),
    ]

    errors = []
    for seed in range(1, options.seeds + 1):
        run = processes.alone(work / f"undisturbed-{seed}", arguments + ["--seed", str(seed)], options.limit)
        errors.append(processes.rows(run)[-1][4])
        print(f"undisturbed, seed {seed}: test error {100 * errors[-1]:.2f} %", flush=True)

    arguments += ["--seed", "1", "--set", f"onLostWorker={options.on_lost_worker}", "--set", "lostAfter=20"]
    undisturbed = processes.Training(work / "undisturbed", arguments)
    try:
        undisturbed.start_all()
        codes = undisturbed.wait(options.limit)
    finally:
        undisturbed.end()
    if any(codes.values()):
        sys.exit(f"exit codes {codes}; see {work}")
    errors.append(processes.rows(undisturbed.run)[-1][4])
    print(f"undisturbed, 1 ps and 2 workers, seed 1: test error {100 * errors[-1]:.2f} %", flush=True)

    training = processes.Training(work / "killed", arguments)
    try:
        training.start_all()
        for quarter, task in enumerate(("worker:1", "ps:0", "worker:0"), start=1):
            training.wait_for_step(quarter * options.steps // 4, options.limit)
            step = training.step()
            training.kill(task)
            time.sleep(2)
            more = ["--resume"] if task == "worker:0" else []
            training.start(task, more)
            print(f"killed {task} after the checkpoint of step {step}, started again", flush=True)
        codes = training.wait(options.limit)
    finally:
        training.end()
    if any(codes.values()):
        sys.exit(f"exit codes {codes}; see {work}")
    last = processes.rows(training.run)[-1]
    print(f"killed three times, seed 1: step {last[0]:.0f}, test error {100 * last[4]:.2f} %")
    if last[0] != options.steps:
        sys.exit("expected all steps")
    if (training.run / "metrics.csv").read_bytes() != (undisturbed.run / "metrics.csv").read_bytes():
        sys.exit(f"expected the metrics of the undisturbed run; see {work}")
    print(f"the same metrics.csv as undisturbed; undisturbed runs reach {100 * min(errors):.2f} to {100 * max(errors):.2f} %")
    if options.folder is None:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
