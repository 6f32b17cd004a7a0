"""Passenger messages: puts the flights of a synthetic nation into one interchange, or reads a file with pydifact.

    paxlst.py join FOLDER OUT.edi PART.edi    one UNB .. UNZ around the messages of every flight, as the peers expect it; a tenth of
                                              them besides, for the slow
    paxlst.py pydifact FILE.edi               prints seconds, segments and travellers
"""

import json
import sys
import time
import warnings
from pathlib import Path


def join(paths: list[Path], out: Path) -> None:
    messages = 0
    with out.open("wb") as joined:
        joined.write(b"UNB+UNOA:4+PANDU:ZZ+IDNAPIS:ZZ+261101:0000+1'\n")
        for path in paths:
            text = path.read_bytes().replace(b"\r\n", b"\n")
            begin, end = text.find(b"UNH+"), text.find(b"UNE+")
            body = text[begin:end]
            messages += body.count(b"UNH+")
            joined.write(body)
            if not body.endswith(b"\n"):
                joined.write(b"\n")
        joined.write(b"UNZ+%d+1'\n" % messages)


def read(path: Path) -> None:
    warnings.simplefilter("ignore")
    from pydifact.parser import Parser

    text = path.read_text()
    began = time.process_time()
    segments = travellers = 0
    for segment in Parser().parse(text):
        segments += 1
        travellers += segment.tag == "NAD" and segment.elements[0] == "FL"
    print(json.dumps({"seconds": time.process_time() - began, "segments": segments, "travellers": travellers}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["join", folder, whole, part]:
            flights = sorted((Path(folder) / "voyages").glob("*.edi"))
            join(flights, Path(whole))
            join(flights[::10], Path(part))
        case ["pydifact", path]:
            read(Path(path))
        case _:
            sys.exit(__doc__)
