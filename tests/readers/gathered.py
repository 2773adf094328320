"""Compares JSON Lines that were made of a folder with the clean copies of its texts, by Python's own json and by zstandard.

    gathered.py CLEAN SHARDS
"""

import json
import sys
from pathlib import Path

import zstandard


def lines(shards):
    for path in sorted(Path(shards).iterdir()):
        with path.open("rb") as file:
            yield from zstandard.ZstdDecompressor().stream_reader(file).read().splitlines()


def main(clean, shards):
    clean = Path(clean)
    told = [json.loads(line) for line in lines(shards)]
    copies = [path.relative_to(clean).as_posix() for path in clean.rglob("*") if path.is_file() and path.name[0] != "."]
    faults = sum(record["text"].encode() != (clean / record["path"]).read_bytes() for record in told)
    faults += sorted(copies) != sorted(record["path"] for record in told)
    print(f"{'shards':<20} {len(told):>6} texts {faults:>6} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
