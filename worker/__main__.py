"""``python -m worker`` is the command ``kutip``."""

import sys

from worker.cli import main

sys.exit(main())
