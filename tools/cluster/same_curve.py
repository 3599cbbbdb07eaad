"""Trains in one process, and with the same batches in three: one ps and two workers. The losses of
the first steps must agree up to a bound. Later ones are only printed: a rounding difference may
decide by then whether a unit's input is above 0, sooner or later from processor to processor.

python3 tools/cluster/same_curve.py [--steps 200] [--compared 50] [--bound 1e-5] [--batch 32] [--rate 0.0001] [--seed 1] [--folder DIR]
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
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--compared", type=int, default=50, help="steps whose losses must agree")
    parser.add_argument("--bound", type=float, default=1e-5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.0001)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=3000, help="seconds for each run")
    options = parser.parse_args()
    work = options.folder or pathlib.Path(tempfile.mkdtemp(prefix="stn-cluster-"))
    # Twice as often as there are steps: a row of metrics.csv a step, however steps are rounded.
    arguments = [
        "mnist-r", "--net", "st-fcn", "--steps", str(options.steps), "--batch", str(options.batch),
        "--seed", str(options.seed), "--set", f"rate={options.rate}", "--set", f"evaluations={2 * options.steps}", "--set", "watchEvery=0",
    ]

    begun = time.monotonic()
    one = processes.rows(processes.alone(work / "one", arguments, options.limit))
    print(f"one process, batches of {options.batch}: {time.monotonic() - begun:.0f} s", flush=True)

    training = processes.Training(work / "three", arguments)
    begun = time.monotonic()
    try:
        training.start_all()
        codes = training.wait(options.limit)
    finally:
        training.end()
    if any(codes.values()):
        sys.exit(f"exit codes {codes}; see {work}")
    three = processes.rows(training.run)
    print(f"1 ps and 2 workers, {options.batch // 2} images each: {time.monotonic() - begun:.0f} s")

    if [row[0] for row in one] != [row[0] for row in three] or len(one) != options.steps:
        sys.exit(f"{len(one)} and {len(three)} rows; see {work}")
    for name, column in (("training loss", 2), ("test loss", 3), ("test error", 4)):
        differences = [abs(a[column] - b[column]) for a, b in zip(one, three)]
        worst = max(range(len(differences)), key=differences.__getitem__)
        print(
            f"{name}: {one[0][column]:.6f} to {one[-1][column]:.6f}; "
            f"largest difference {differences[worst]:.2e} at step {one[worst][0]:.0f}")
        if column == 2:
            first = max(differences[: options.compared])
            print(f"training loss of the first {options.compared} steps: largest difference {first:.2e}")
            if first > options.bound:
                sys.exit(f"expected at most {options.bound}")
    if options.folder is None:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
