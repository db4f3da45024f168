"""The pure core: Listing and rule book in, findings out. No Flask, no network, no files, no clock."""
