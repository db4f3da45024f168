"""`python -m caveat.cli` is `caveat`."""

import sys

from caveat.cli import main

sys.exit(main())
