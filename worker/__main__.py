"""``python -m worker`` is the command ``kutip``."""

import signal
import sys

# The first process of a container has no default action: without this, a stop during the imports would be lost.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))

from worker.cli import main  # noqa: E402 - see above

sys.exit(main())
