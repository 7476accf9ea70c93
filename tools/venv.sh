#!/usr/bin/env bash
# Makes the virtual environment $1 with the first Python 3.11 or newer that runs.
set -euo pipefail

for python in python3 python3.13 python3.12 python3.11 python3.14; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" -m venv "$1"
  fi
done
echo "delibparse needs Python 3.11 or newer (apt install python3, or https://www.python.org)" >&2
exit 1
