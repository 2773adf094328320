"""Turns a folder of texts into files of records, and compares them, cleaned, with the cleaned folder.

Records are written and read by Python's own json and gzip, by zstandard, warcio, pyarrow and duckdb, and never by
dechaff.

    containers.py make TEXTS RECORDS    writes each container into a folder of its own, as deep as the texts lie
    containers.py check CLEAN RECORDS CLEAN_RECORDS
"""

import gzip
import io
import json
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# What may change in the head of a WARC record.
MADE_ANEW = {"content-length", "warc-block-digest", "warc-payload-digest"}

# How Parquet is written: by pyarrow, by these options, and by DuckDB.
PARQUET = {
    "snappy.parquet": {"compression": "snappy"},
    "zstd.parquet": {"compression": "zstd", "write_page_index": True, "write_page_checksum": True},
    "none.parquet": {"compression": "none", "use_dictionary": False, "data_page_version": "2.0"},
    "nested.parquet": {
        "compression": {"page.text": "gzip", "id": "lz4", "url": "brotli"},
        "use_dictionary": ["url"],
        "column_encoding": {"page.text": "DELTA_LENGTH_BYTE_ARRAY"},
        "write_statistics": ["id"],
    },
    "duckdb.parquet": {},
}

# What of a column chunk stays, the text's own sizes and statistics aside.
STAYS = ["path_in_schema", "physical_type", "compression", "num_values", "encodings", "has_dictionary_page", "is_stats_set"]
STAYS_OF_OTHERS = STAYS + ["statistics", "total_compressed_size", "total_uncompressed_size"]


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
    for name in PARQUET:
        write_parquet(folder, place(name))


def table(folder, nested):
    """Columns of many types, nulls among them, around a text that may stand in a struct. Some rows have no text."""
    pages = []
    for number, (name, text) in enumerate(texts(folder)):
        pages.append((name, text.decode("utf-8"), False))
        if number % 50 == 5:
            pages += [("no text", None, False), ("no page", None, True)]
    count = len(pages)
    numbers = range(count)
    text = pa.array([text for _, text, _ in pages], pa.large_string())
    fields = {"rank": pa.array(numbers, pa.uint16())} | ({"text": text} if nested else {})
    no_page = pa.array([none for _, _, none in pages])
    page = pa.StructArray.from_arrays(list(fields.values()), list(fields), mask=no_page)
    columns = {
        "id": pa.array([name for name, _, _ in pages]),
        "number": pa.array([None if n % 3 == 0 else n for n in numbers], pa.int64()),
        "share": pa.array([0.1 * n for n in numbers], pa.float32()),
        "price": pa.array([None if n % 5 == 0 else n for n in numbers], pa.decimal128(30, 4)),
        "seen": pa.array([n * 10**6 for n in numbers], pa.timestamp("us", "UTC")),
        "kind": pa.array([f"kind {n % 4}" for n in numbers]).dictionary_encode(),
        "page": page,
        **({} if nested else {"text": text}),
        "tags": pa.array([None if n % 7 == 0 else ["a"] * (n % 4) for n in numbers]),
        "raw": pa.array([bytes([n % 256]) * 20 for n in numbers], pa.binary()),
        "url": pa.array([f"https://host{n % 7}.example/{n}" for n in numbers]),
    }
    return pa.table(columns).replace_schema_metadata({"made by": "containers.py", "odd": "\u2028"})


def write_parquet(folder, path):
    whole = table(folder, path.stem == "nested")
    if path.stem == "duckdb":
        duckdb.from_arrow(whole).to_parquet(str(path), compression="zstd", row_group_size=2048)
    else:
        pq.write_table(whole, path, row_group_size=max(1, whole.num_rows // 5), **PARQUET[path.name])


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


def column_of(path):
    return "page.text" if path.stem == "nested" else "text"


def flat(table, name):
    """The texts of a table, and the table without them."""
    if name in table.column_names:
        return table[name].to_pylist(), table.drop([name])
    page = table["page"].combine_chunks()
    rest = table.set_column(table.column_names.index("page"), "page", page.field("rank"))
    return pc.struct_field(page, "text").to_pylist(), rest.append_column("is page", page.is_valid())


def footer(path, name):
    """What a footer says of what is to stay."""
    file = pq.ParquetFile(path).metadata
    head = [file.num_rows, file.num_columns, file.format_version, file.created_by, file.metadata, file.schema]
    for number in range(file.num_row_groups):
        group = file.row_group(number)
        head.append((group.num_rows, group.sorting_columns))
        for column in range(group.num_columns):
            chunk = group.column(column).to_dict()
            stays = STAYS if chunk["path_in_schema"] == name else STAYS_OF_OTHERS
            # Levels are always written so; not all writers tell it.
            chunk["encodings"] = set(chunk["encodings"]) - {"RLE"}
            head.append({key: chunk[key] for key in stays})
            head.append((chunk.get("has_column_index"), chunk.get("has_offset_index")))
    return head


def check_parquet(clean, path, copy):
    name = column_of(path)
    before, after = pq.read_table(path), pq.read_table(copy, page_checksum_verification=False)
    (old, rest), (new, new_rest) = flat(before, name), flat(after, name)
    faults = not before.schema.equals(after.schema, check_metadata=True)
    faults += not rest.equals(new_rest, check_metadata=True)
    head, new_head = footer(path, name), footer(copy, name)
    faults += sum(one != other for one, other in zip(head, new_head, strict=True))
    for page, text, new_text in zip(before["id"].to_pylist(), old, new, strict=True):
        expected = None if text is None else (clean / page).read_bytes()
        faults += expected != (None if new_text is None else new_text.encode())
    # The same by DuckDB, which also looks for single pages by their statistics.
    read = duckdb.read_parquet(str(copy))
    faults += [row[0] for row in read.select(name).fetchall()] != new
    faults += read.filter("number = 7").select("id").fetchall() != [(before["id"][7].as_py(),)]
    texts_seen = sum(text is not None for text in new)
    return texts_seen + sum(text is None for text in old), faults


def check(clean, records, copies):
    clean, records, copies = Path(clean), Path(records), Path(copies)
    expected, failed = len(list(texts(clean))), False
    for path in sorted(path for path in records.rglob("*") if path.is_file()):
        compare = check_warc if ".warc" in path.suffixes else check_lines
        compare = check_parquet if path.suffix == ".parquet" else compare
        seen, faults = compare(clean, path, copies / path.relative_to(records))
        print(f"{path.name:<20} {seen:>6} texts {faults:>6} faults")
        failed |= faults > 0 or seen < expected
    sys.exit(failed)


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
