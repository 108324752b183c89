#!/bin/sh
# Writes both locks anew from requirements.in and requirements-test.in, with a hash of every published file
# (Windows, Linux, ARM) and no address of any index. Takes some minutes; commit what it changed.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv-lock/bin/pip-compile ] || { python3 -m venv .venv-lock && .venv-lock/bin/pip install --quiet pip-tools==7.6.2; }
for name in requirements requirements-test; do
    .venv-lock/bin/pip-compile --quiet --generate-hashes --strip-extras --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o "$name.lock" "$name.in"
done
