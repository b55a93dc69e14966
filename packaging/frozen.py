"""Starts the packaged program; PyInstaller wants a file of its own for that."""

from diary.__main__ import main

main()
