"""Ends a training with a signal at random moments and resumes it, until that was done often enough;
every training that comes to its end must equal one that was never interrupted, byte for byte.

python3 tools/survival/kill_and_resume.py [--signal KILL|TERM|INT] [--kills 20] [--seed 1] [--folder DIR]
"""

import argparse
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
STN = str(ROOT / "stn")
TRAIN = [
    STN, "train", "mnist-r", "--net", "st-fcn", "--steps", "800", "--batch", "16",
    "--seed", "3", "--set", "evaluations=7", "--checkpoint-every", "50",
]
COMPARED = [
    "metrics.csv",
    "card.json",
    "saved_model/variables/variables.data-00000-of-00001",
    "checkpoints/step-00000800/weights.data-00000-of-00001",
]
NOT_BEGUN = ("it has no config.yaml", "to resume but there is none")


def start(folder, resuming=False):
    command = [STN, "train", "--resume"] if resuming else TRAIN
    return subprocess.Popen(command + ["--run", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def compare(folder, reference):
    for name in COMPARED:
        if (folder / name).read_bytes() != (reference / name).read_bytes():
            sys.exit(f"{folder}/{name} differs from {reference}/{name}")


def last_checkpoint(folder):
    steps = sorted(path.name for path in folder.glob("checkpoints/step-*"))
    return steps[-1] if steps else "none"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--signal", choices=["KILL", "TERM", "INT"], default="KILL")
    options = parser.parse_args()
    number_of_signal = signal.Signals["SIG" + options.signal]
    work = options.folder or pathlib.Path(tempfile.mkdtemp(prefix="stn-survival-"))
    work.mkdir(parents=True, exist_ok=True)
    moments = random.Random(options.seed)

    reference = work / "uninterrupted"
    begun = time.monotonic()
    if start(reference).wait() != 0:
        sys.exit("the uninterrupted training failed")
    whole = time.monotonic() - begun
    print(f"uninterrupted: {whole:.1f} s", flush=True)

    kills, finished, early, number = 0, 0, 0, 0
    resuming = False
    while kills < options.kills or resuming:
        folder = work / f"killed-{number}"
        process = start(folder, resuming)
        moment = moments.uniform(0, whole) if kills < options.kills else None
        try:
            _, errors = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(number_of_signal)
            process.communicate()
            if options.signal != "KILL" and process.returncode != 128 + number_of_signal:
                sys.exit(f"exit code {process.returncode} after SIG{options.signal}")
            kills += 1
            resuming = True
            print(f"kill {kills} after {moment:.1f} s, last checkpoint {last_checkpoint(folder)}", flush=True)
            continue
        if process.returncode == 0:
            compare(folder, reference)
            finished += 1
            number += 1
            resuming = False
            print(f"training {number} equals the uninterrupted one", flush=True)
        elif process.returncode == 2 and resuming and "it is finished" in errors:
            compare(folder, reference)
            finished += 1
            number += 1
            resuming = False
            print(f"training {number} was killed after its last file; equal", flush=True)
        elif process.returncode == 2 and resuming and any(text in errors for text in NOT_BEGUN):
            early += 1
            shutil.rmtree(folder, ignore_errors=True)
            resuming = False
            print("killed before its folder was made; begun anew", flush=True)
        else:
            sys.exit(f"exit code {process.returncode}: {errors}")
    print(f"{kills} kills, {early} of them before the run had its folder, {finished} trainings finished, all equal")
    if options.folder is None:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
