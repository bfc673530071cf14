#!/usr/bin/env bash
# Runs a command whose temporary files, a gigabyte of small ones, lie in memory where there is room for them.
set -euo pipefail
if [[ $(df -k --output=avail /dev/shm 2>/dev/null | tail -1) -gt 6000000 ]]; then
  TMPDIR=$(mktemp -d /dev/shm/kaohe-XXXXXX)
  trap 'rm -rf "$TMPDIR"' EXIT
  chmod 711 "$TMPDIR"  # PostgreSQL runs as a user of its own
  export TMPDIR
fi
"$@"
