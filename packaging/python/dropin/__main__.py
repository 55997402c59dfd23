"""``python -m dropin``: the program itself, with the same arguments, output and exit code."""

import os
import sys

from ._program import program

path = program()
os.execv(path, ["dropin", *sys.argv[1:]])
