"""Print every accuracy figure there is: the gate's table, then the corpora outside the project."""

from __future__ import annotations

import os
import sys

from tests.eval import gate
from tests.eval.outside import show_outside

if __name__ == "__main__":
    gated = gate.main([])
    sys.exit(gated if show_outside(os.environ) else gate.BELOW)
