"""lay.py FOLDER COUNT: the benchmark's events as files."""
import pathlib
import sys

from events import event

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for number in range(int(sys.argv[2])):
    name, text = event(number)
    (folder / name).write_bytes(text)
