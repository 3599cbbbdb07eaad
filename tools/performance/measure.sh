#!/usr/bin/env bash
# Measures again what docs/performance.md and docs/notebook show: replaces the text between their
# markers, and the pictures. Usage: tools/performance/measure.sh PYTHON, one with torch, onnxruntime and onnx.
set -euo pipefail

PYTHON="${1:?expected a Python with torch, onnxruntime and onnx}"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PAGE=docs/performance.md
NOTEBOOK=docs/notebook
PART="$(mktemp)"
NEXT="$(mktemp)"
trap 'rm -f "$PART" "$NEXT"' EXIT

# section PAGE NAME COMMAND…: the output of the command replaces the text between the markers of the name.
section() {
  local page="$1" name="$2"
  shift 2
  "$@" >"$PART"
  awk -v begin="<!-- begin $name -->" -v end="<!-- end $name -->" -v part="$PART" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; while ((getline line < part) > 0) print line }
  ' "$page" >"$NEXT"
  cat "$NEXT" >"$page"
}

section "$PAGE" bench ./stn bench --python "$PYTHON" --json target/performance.json
cp target/performance.png docs/pictures/performance.png
section "$NOTEBOOK/step-times.md" trace ./stn bench trace tutorial-train-64 tutorial-train-256 st-cnn-train-64
section "$PAGE" latency ./stn bench latency
section "$NOTEBOOK/costs.md" costs ./stn bench costs --png docs/pictures/costs.png
