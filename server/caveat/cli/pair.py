"""`caveat pair`: a new pairing code, which the running server accepts because both open the same database."""

import argparse

from caveat.config import Settings
from caveat.store import Store


def run(args: argparse.Namespace) -> None:
    """Print a new code. Any older one is void from now on."""
    with Store(Settings.from_environment(database=args.database).database_url) as store:
        print(store.pairings.new_code())
