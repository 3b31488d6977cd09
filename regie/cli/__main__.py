"""`python -m regie.cli`, for when the script is not on the path."""

import sys

from regie.cli import main

sys.exit(main())
