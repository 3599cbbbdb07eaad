#!/usr/bin/env python3
"""Opens the events of a run with the real tensorboard package and checks tags and counts."""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from tensorboard.backend.event_processing import event_accumulator

FIGURES = (
    "determinant", "folded_fraction", "max_singular_value", "min_singular_value", "outside_fraction",
    "theta_deviation", "theta_identity_distance", "zero_theta_gradient",
)
# Tags of runs that an earlier version wrote.
OLD_TAGS = {
    "error/test": "test/error", "loss/test": "test/loss", "loss/train": "train/loss", "learning_rate": "train/rate",
    "gradient_norm/all": "gradient/norm", "folded_fraction": "folded", "max_singular_value": "stretch",
    "min_singular_value": "squeeze", "outside_fraction": "outside", "theta_deviation": "deviation",
    "theta_identity_distance": "drift", "zero_theta_gradient": "untaught",
}
PICTURES = 3
failures = 0


def check(what: str, holds: bool, detail: object = "") -> None:
    global failures
    failures += not holds
    print(f"{'ok    ' if holds else 'FAILED'} {what} {detail}")


def steps(events) -> list[int]:
    return [event.step for event in events]


def scalars(events, tag: str, prefix: str = ""):
    """The values of a tag, under its present or its earlier name."""
    known = events.Tags()["scalars"]
    return events.Scalars(prefix + (tag if prefix + tag in known else OLD_TAGS.get(tag, tag)))


def check_events(run: Path) -> None:
    """Reads the files as TensorBoard's Python backend does."""
    everything = {kind: 0 for kind in ("scalars", "histograms", "images", "tensors")}
    events = event_accumulator.EventAccumulator(str(run / "events"), size_guidance=everything)
    events.Reload()
    tags = events.Tags()
    with open(run / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    evaluated = [int(row["step"]) for row in rows]

    for tag, column in {"error/test": "test_error", "loss/test": "test_loss"}.items():
        values = scalars(events, tag)
        check(f"{tag} has the steps of metrics.csv", steps(values) == evaluated, len(values))
        same = all(abs(s.value - float(row[column])) <= 1e-6 * (1 + abs(s.value)) for s, row in zip(values, rows))
        check(f"{tag} has its values", same)
    last = evaluated[-1]
    losses = steps(scalars(events, "loss/train"))
    check("loss/train comes every 10 steps", losses == list(range(10, last + 1, 10)), len(losses))
    check("learning_rate comes with it", steps(scalars(events, "learning_rate")) == losses)
    watched = steps(scalars(events, "gradient_norm/all"))
    check("watched at each evaluation", set(evaluated) <= set(watched), len(watched))
    transformers = sorted({tag.split("/")[0] for tag in tags["scalars"] if tag.startswith("st")})
    for st in transformers:
        for figure in FIGURES:
            check(f"{st}/{figure}", steps(scalars(events, figure, st + "/")) == watched, len(watched))
        histograms = [tag for tag in tags["histograms"] if tag.startswith(f"{st}/theta")]
        check(f"{st}: histograms of theta", len(histograms) > 0, len(histograms))
        for tag in histograms:
            check(f"{tag}", steps(events.Histograms(tag)) == watched)
        for i in range(PICTURES):
            tag = f"{st}/input_attended_output/{i}"
            images = events.Images(tag)
            check(tag, steps(images) == watched, f"{images[0].width}x{images[0].height}")
            check(f"{tag} is a PNG", images[0].encoded_image_string.startswith(b"\x89PNG"))
    nodes = len(events.Graph().node)
    check("the graph", nodes > 100, f"{nodes} nodes")


def fetch(address: str) -> object:
    with urllib.request.urlopen(address, timeout=10) as reply:
        return json.load(io.TextIOWrapper(reply))


def check_server(run: Path, port: int) -> None:
    """Starts TensorBoard itself and asks it what it shows."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tensorboard.main", "--logdir", str(run), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        base = f"http://localhost:{port}/data/"
        tags: dict = {}
        for _ in range(60):
            time.sleep(1)
            try:
                tags = fetch(base + "plugin/scalars/tags")
            except OSError:
                continue
            if tags:
                break
        check("TensorBoard shows the run", list(tags) == ["events"], list(tags))
        check("TensorBoard shows scalars", "error/test" in tags.get("events", {}))
        query = urllib.parse.urlencode({"run": "events", "tag": "error/test"})
        shown = fetch(f"{base}plugin/scalars/scalars?{query}")
        check("TensorBoard draws error/test", len(shown) > 0, f"{len(shown)} points")
        for plugin in ("images", "histograms"):
            found = fetch(f"{base}plugin/{plugin}/tags").get("events", {})
            check(f"TensorBoard shows {plugin}", len(found) > 0, f"{len(found)} tags")
        graphs = fetch(base + "plugin/graphs/info").get("events", {})
        check("TensorBoard shows the graph", bool(graphs.get("run_graph")))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="the folder of a run with a transformer")
    parser.add_argument("--port", type=int, default=6123)
    arguments = parser.parse_args()
    check_events(arguments.run)
    check_server(arguments.run, arguments.port)
    print("all well" if failures == 0 else f"{failures} failed")
    sys.exit(min(failures, 1))


if __name__ == "__main__":
    main()
