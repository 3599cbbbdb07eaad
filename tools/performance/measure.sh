#!/usr/bin/env bash
# Measures again what docs/performance.md shows: replaces what stands between its markers, and its
# pictures. Usage: tools/performance/measure.sh PYTHON, one with torch, onnxruntime and onnx.
set -euo pipefail

PYTHON="${1:?expected a Python with torch, onnxruntime and onnx}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PAGE=docs/performance.md
PART="$(mktemp)"
NEXT="$(mktemp)"
trap 'rm -f "$PART" "$NEXT"' EXIT

# section NAME COMMAND…: what the command prints goes between the markers of the name.
section() {
  local name="$1"
  shift
  "$@" >"$PART"
  awk -v begin="<!-- begin $name -->" -v end="<!-- end $name -->" -v part="$PART" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; while ((getline line < part) > 0) print line }
  ' "$PAGE" >"$NEXT"
  cat "$NEXT" >"$PAGE"
}

latencies() {
  ./stn bench latency --threads 1
  ./stn bench latency --threads 2 | tail -n +5
}

section bench ./stn bench --python "$PYTHON" --json target/performance.json
cp target/performance.png docs/pictures/performance.png
section trace ./stn bench trace tutorial-train-64 tutorial-train-256 st-cnn-train-64
section latency latencies
section costs ./stn bench costs --png docs/pictures/costs.png
