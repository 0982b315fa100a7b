"""Ask the advisory service of the package index about every locked package; ``make audit``.

Exit status 1 where a package has an advisory. Where the service cannot be reached that is said and is no failure: a
check must pass on a machine without a network, and must not look as if it had seen what it has not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LOCK = PROJECT / "requirements-dev.txt"  # holds everything of the image's and of make run's
COMMAND = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json")


def main() -> int:
    """Print what was found, and return the exit status."""
    answer = subprocess.run(
        [sys.executable, *COMMAND, f"--requirement={LOCK}"], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        sys.stdout.write(f"Audit SKIPPED, nothing was checked: {answer.stderr.strip().splitlines()[-1]}\n")
        return 0
    line, status = report(packages)
    sys.stdout.write(line + "\n")
    return status


def report(packages: list[dict[str, object]]) -> tuple[str, int]:
    """
    Return what to say about the answer for each package, and the exit status.

    >>> report([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}])
    ('Audit: 1 of 2 packages checked, no advisories. Unknown to the service: b', 0)
    >>> report([{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}])
    ('Audit: a 1 has PYSEC-1, mended in 2', 1)
    >>> report([{"name": "a", "skip_reason": "not found"}])
    ('Audit SKIPPED, nothing was checked: no advisory service answers for the index in use', 0)
    """
    known = [package for package in packages if "skip_reason" not in package]
    unknown = [str(package["name"]) for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']} has {advisory['id']}, mended in {', '.join(advisory['fix_versions'])}"
        for package in known
        for advisory in package["vulns"]
    ]
    if found:
        return "Audit: " + "; ".join(found), 1
    if not known:
        return "Audit SKIPPED, nothing was checked: no advisory service answers for the index in use", 0
    rest = f" Unknown to the service: {', '.join(unknown)}" if unknown else ""
    return f"Audit: {len(known)} of {len(packages)} packages checked, no advisories.{rest}", 0


if __name__ == "__main__":
    sys.exit(main())
