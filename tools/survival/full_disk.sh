#!/usr/bin/env bash
# Trains on a disk of 8 MiB, which has room for one checkpoint but not for two; then makes room and
# resumes. Needs root, to mount the disk.
set -euo pipefail

STN="$(cd "$(dirname "$0")/../.." && pwd)/stn"
DISK="$(mktemp -d)"
mount -t tmpfs -o size=8m tmpfs "$DISK"
trap 'umount "$DISK"; rmdir "$DISK"' EXIT

code=0
said="$("$STN" train mnist-r --net st-fcn --steps 60 --batch 16 --set evaluations=1 \
  --checkpoint-every 10 --run "$DISK/run" 2>&1 >/dev/null)" || code=$?
said="$(tail -n 1 <<<"$said")"
printf 'exit code %s: %s\n' "$code" "$said"
[ "$code" = 1 ]
grep -q 'the last one is of step 10: .*No space left on device' <<<"$said"
[ "$(ls "$DISK/run/checkpoints" | tr '\n' ' ')" = "checkpoint step-00000010 " ]

mount -o remount,size=64m "$DISK"
"$STN" train --run "$DISK/run" --resume
