#!/usr/bin/env bash
# Prints the resident memory of a training of 20,000 steps (or $1) at each 1,000th, as the kernel
# counts it: step, MiB in all, MiB of them that are no file's (heap, TensorFlow, threads).
set -euo pipefail

STN="$(cd "$(dirname "$0")/../.." && pwd)/stn"
FOLDER="$(mktemp -d)"
trap 'rm -rf "$FOLDER"' EXIT

STN_JAVA_OPTS="-Xmx1g ${STN_JAVA_OPTS:-}" "$STN" train mnist-r --net st-fcn --batch 8 \
  --steps "${1:-20000}" --checkpoint-every 1000 --set evaluations=20 --run "$FOLDER/run" \
  >"$FOLDER/out" 2>"$FOLDER/err" &
training=$!

before=""
while kill -0 "$training" 2>/dev/null; do
  sleep 0.1
  now="$(cat "$FOLDER/run/checkpoints/checkpoint" 2>/dev/null || true)"
  [ "$now" = "$before" ] && continue
  before="$now"
  awk -v step="$(grep -o '[0-9]\{8\}' <<<"$now" || true)" '
    /^VmRSS/ { all = $2 } /^RssAnon/ { own = $2 }
    END { if (all) printf "%d\t%.0f\t%.0f\n", step, all / 1024, own / 1024 }' "/proc/$training/status"
done
wait "$training"
cat "$FOLDER/out"
