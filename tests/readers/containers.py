"""Turns a folder of texts into files of records, and compares them, cleaned, with the cleaned folder.

Records are written and read by Python's own json and gzip, by zstandard and by warcio, and never by dechaff.

    containers.py make TEXTS RECORDS    writes each container into a folder of its own, as deep as the texts lie
    containers.py check CLEAN RECORDS CLEAN_RECORDS
"""

import gzip
import io
import json
import sys
from pathlib import Path

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# What may change in the head of a WARC record.
MADE_ANEW = {"content-length", "warc-block-digest", "warc-payload-digest"}


def texts(folder):
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def rows(folder):
    """Records that hold what JSON writers and readers stumble over, beside the text."""
    for number, (name, text) in enumerate(texts(folder)):
        yield {
            "id": name,
            "url": f"https://host{number % 7}.example/{name}",
            "number": 123456789012345678901234567890 + number,
            "share": 0.1 * number,
            "note": 'quotes " and \\ and \u2028 and \U0001f600 and / and \x7f',
            "text": text.decode("utf-8"),
            "nothing": None,
            "tags": [{"a": []}, {}, True],
        }


def make(folder, out):
    def place(name):
        path = Path(out) / name.split(".")[0] / "full" / name
        path.parent.mkdir(parents=True)
        return path

    lines = [json.dumps(row).encode() + b"\n" for row in rows(folder)]
    bare = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows(folder)]
    half = len(lines) // 2
    parts = [b"".join(lines[:half]), b"".join(lines[half:])]
    place("ascii.jsonl").write_bytes(b"".join(lines))
    place("bare.ndjson").write_bytes(b"".join(bare))
    place("members.jsonl.gz").write_bytes(b"".join(gzip.compress(part) for part in parts))
    place("frames.jsonl.zst").write_bytes(b"".join(zstandard.compress(part) for part in parts))
    for name, packed in [("wet.warc.wet.gz", True), ("warc.warc", False)]:
        with place(name).open("wb") as file:
            write_warc(WARCWriter(file, gzip=packed), folder)


def write_warc(writer, folder):
    writer.write_record(writer.create_warcinfo_record("made", {"software": "containers.py"}))
    for number, (name, text) in enumerate(texts(folder)):
        url = f"https://a.example/{name}"
        writer.write_record(
            writer.create_warc_record(url, "conversion", io.BytesIO(text), len(text), warc_content_type="text/plain")
        )
        if number % 50 == 0:
            for media in ["text/plain", "text/html"]:
                head = [("Content-Type", media), ("Content-Length", str(len(text)))]
                head = StatusAndHeaders("200 OK", head, protocol="HTTP/1.1")
                writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(text), http_headers=head))


def read_lines(path):
    with open(path, "rb") as file:
        if path.suffix == ".gz":
            content = gzip.GzipFile(fileobj=file).read()
        elif path.suffix == ".zst" and path.is_relative_to(Path(sys.argv[-1])):
            # As most programs open it, which stops behind the first frame.
            content = zstandard.ZstdDecompressor().stream_reader(file).read()
        elif path.suffix == ".zst":
            content = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
        else:
            content = file.read()
    # Numbers as they are written, members in their order.
    read = {"parse_int": str, "parse_float": str, "object_pairs_hook": lambda pairs: pairs}
    return [json.loads(line, **read) for line in content.splitlines() if line]


def read_warc(path):
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            http = record.http_headers.headers if record.http_headers else []
            yield record.rec_type, record.rec_headers.headers, http, record.raw_stream.read()


def fields(pairs):
    return {key.lower(): value for key, value in pairs}


def check_warc(clean, path, copy):
    faults = texts_seen = 0
    before, after = list(read_warc(path)), list(read_warc(copy))
    for (sort, head, http, body), (new_sort, new_head, new_http, new_body) in zip(before, after, strict=True):
        stays = [pair for pair in head if pair[0].lower() not in MADE_ANEW]
        new_stays = [pair for pair in new_head if pair[0].lower() not in MADE_ANEW]
        faults += sort != new_sort or stays != new_stays
        if sort == "conversion" or fields(http).get("content-type") == "text/plain":
            texts_seen += 1
            name = fields(head)["warc-target-uri"].split("/", 3)[3]
            faults += new_body != (clean / name).read_bytes()
            faults += bool(http) and fields(new_http)["content-length"] != str(len(new_body))
        else:
            faults += head != new_head or http != new_http or body != new_body
    return texts_seen, faults


def check_lines(clean, path, copy):
    faults = 0
    before, after = read_lines(path), read_lines(copy)
    for old, new in zip(before, after, strict=True):
        text = dict(new)["text"]
        faults += text.encode() != (clean / dict(old)["id"]).read_bytes()
        faults += [(key, value) for key, value in old if key != "text"] != [pair for pair in new if pair[0] != "text"]
        faults += [key for key, _ in old] != [key for key, _ in new]
    return len(after), faults


def check(clean, records, copies):
    clean, records, copies = Path(clean), Path(records), Path(copies)
    expected, failed = len(list(texts(clean))), False
    for path in sorted(path for path in records.rglob("*") if path.is_file()):
        compare = check_warc if ".warc" in path.suffixes else check_lines
        seen, faults = compare(clean, path, copies / path.relative_to(records))
        print(f"{path.name:<20} {seen:>6} texts {faults:>6} faults")
        failed |= faults > 0 or seen < expected
    sys.exit(failed)


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
