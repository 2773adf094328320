//! Files of records that are broken, and disks that take no more: the message, the exit code and the rejects are right,
//! and every good record is out.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use super::program::{CLEAN, PAGE, Place, exists};
use crate::harness::{Disk, gzip, zstd};

/// So many good records, each with noise that does not pack, and the same cleaned.
fn records(count: u64) -> (Vec<String>, Vec<String>) {
    let noise = |n: u64| (0..40).map(move |i| format!("{:016x}", (n * 40 + i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    let line = |n, page: &str| format!("{}\n", json!({"n": noise(n).collect::<String>(), "text": page}));
    (0..count).map(|n| (line(n, PAGE), line(n, CLEAN))).unzip()
}

/// What the file at `path` unpacks to.
fn unpacked(path: &Path) -> String {
    let (mut text, file) = (String::new(), std::fs::File::open(path).unwrap());
    match path.extension().unwrap().to_str() {
        Some("gz") => flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap(),
        Some("zst") => zstd::Decoder::new(file).unwrap().read_to_string(&mut text).unwrap(),
        _ => { file }.read_to_string(&mut text).unwrap(),
    };
    text
}

fn rejects(place: &Place, name: &str) -> Vec<Value> {
    place.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Cleans `in` with a broken file called `broken`, of which `out` has as many whole records as could be read.
#[track_caller]
fn assert_that_the_beginning_is_out(place: &Place, broken: &str, raw: &[String], clean: &[String]) {
    place.write("in/whole.jsonl", raw.concat());
    let ran = place.run(&["clean", "in", "-o", "out", "--overwrite", "--learn", "off"]).code(1);
    ran.says(&[broken, "can't read", "what comes before is cleaned"]);
    assert_eq!(place.read("out/whole.jsonl"), clean.concat());
    let out = unpacked(&place.path("out").join(broken));
    let whole = out.lines().count();
    assert_eq!(out, clean[..whole].concat(), "{broken}");
    // What was read of the next record is put aside.
    let told = if exists(place, "out.rejects.jsonl") { rejects(place, "out.rejects.jsonl") } else { Vec::new() };
    match told.as_slice() {
        [] => {}
        [torn] => {
            assert_eq!((&torn["reason"], &torn["record"]), (&json!("torn"), &json!(whole + 1)));
            assert!(raw[whole].as_bytes().starts_with(torn["bytes"].as_str().unwrap_or_default().as_bytes()));
        }
        more => panic!("{} rejects", more.len()),
    }
}

#[test]
fn a_gzip_file_that_was_cut_off_gives_its_beginning() {
    let (raw, clean) = records(300);
    let packed = gzip(raw.concat().as_bytes());
    for cut in [0, 5, packed.len() / 3, packed.len() * 2 / 3, packed.len() - 9, packed.len() - 1] {
        let place = Place::new();
        place.write("in/cut.jsonl.gz", &packed[..cut]);
        assert_that_the_beginning_is_out(&place, "cut.jsonl.gz", &raw, &clean);
    }
}

#[test]
fn a_flipped_byte_in_zstd_is_told_and_never_becomes_a_record() {
    let (raw, clean) = records(300);
    let packed = zstd(raw.concat().as_bytes());
    for part in 1..6 {
        let place = Place::new();
        let mut flipped = packed.clone();
        flipped[packed.len() * part / 6] ^= 0x10;
        place.write("in/flipped.jsonl.zst", flipped);
        place.write("in/whole.jsonl", raw.concat());
        let ran = place.run(&["clean", "in", "-o", "out", "--learn", "off"]).code(1);
        ran.says(&["flipped.jsonl.zst", "can't read", "what comes before is cleaned"]);
        assert_eq!(place.read("out/whole.jsonl"), clean.concat());
        // The checksum stands at the end: what was read before may be wrong, and the file is told to be broken.
        let told = rejects(&place, "out.rejects.jsonl").len();
        let out = unpacked(&place.path("out/flipped.jsonl.zst"));
        assert!(told <= 301 && out.lines().count() <= 300);
        assert!(part < 3 || out.starts_with(&clean[..50].concat()), "blocks before that are as they were");
    }
}

#[test]
fn a_read_only_output_is_told_of() {
    let place = Place::new();
    let Some(disk) = Disk::mount(place.path("disk"), "8m") else {
        return eprintln!("skipped: no disk can be mounted here");
    };
    let (raw, _) = records(20);
    place.write("in/a.jsonl.gz", gzip(raw.concat().as_bytes()));
    place.run(&["clean", "in", "-o", "disk/out"]).code(0);
    let before = std::fs::read(place.path("disk/out/a.jsonl.gz")).unwrap();
    disk.remount("ro");
    let says = ["Read-only file system", "disk/"];
    place.run(&["clean", "in", "-o", "disk/out", "--overwrite"]).code(1).says(&says);
    place.run(&["clean", "in", "-o", "disk/more"]).code(1).says(&says);
    place.run(&["clean", "in", "-o", "disk/all.jsonl", "--to", "jsonl"]).code(1).says(&says);
    assert_eq!(std::fs::read(place.path("disk/out/a.jsonl.gz")).unwrap(), before);
    drop(disk);
}

#[test]
fn a_full_disk_leaves_whole_files_of_records_only() {
    let place = Place::new();
    let Some(disk) = Disk::mount(place.path("disk"), "512k") else {
        return eprintln!("skipped: no disk can be mounted here");
    };
    let (raw, clean) = records(900);
    place.write("in/a.jsonl", raw[..100].concat());
    place.write("in/b.jsonl", raw.concat());
    place.write("in/c.jsonl", raw[..90].concat());
    let ran = place.run(&["clean", "in", "-o", "disk/out", "--learn", "off"]).code(1);
    ran.says(&["b.jsonl: can't write: No space left", "Cleaned 2 files"]);
    assert_eq!(place.files("disk/out"), ["a.jsonl", "c.jsonl"]);
    assert_eq!(place.read("disk/out/c.jsonl"), clean[..90].concat());
    disk.remount("size=4m");
    place.run(&["clean", "in", "-o", "disk/out", "--learn", "off", "--resume"]).code(0).says(&["Unchanged   2 files"]);
    assert_eq!(place.read("disk/out/b.jsonl"), clean.concat());
    // Shards that are full are whole, too.
    let shards = ["--to", "jsonl", "--shard-size", "200k", "--learn", "off"];
    place.write("in/d.jsonl", raw.concat().repeat(4));
    let ran = place.run(&[&["clean", "in/d.jsonl", "-o", "disk/shards/"][..], &shards].concat()).code(1);
    ran.says(&["can't write: No space left"]);
    let written: String =
        place.files("disk/shards").iter().map(|name| place.read(&format!("disk/shards/{name}"))).collect();
    assert!(!written.is_empty() && clean.concat().repeat(4).starts_with(&written));
    drop(disk);
}

#[test]
fn a_line_of_many_megabytes_is_a_record_as_any_other() {
    let place = Place::new();
    let (raw, clean) = records(3);
    let long = |page: &str| format!("{}\n", json!({"pad": "x".repeat(24 << 20), "text": page}));
    place.write("in/a.jsonl", [&raw[0], &long(PAGE), &raw[1], "{\"text\":", &raw[2]].concat());
    place.run(&["clean", "in", "-o", "out", "--learn", "off"]).code(1).says(&["1 record could not be cleaned"]);
    assert!(place.read("out/a.jsonl") == [&clean[0], &long(CLEAN), &clean[1][..]].concat());
    let streamed = place.run(&["clean", "--jsonl", "in/a.jsonl"]).code(1).text();
    assert!(streamed == place.read("out/a.jsonl"));
}

#[test]
fn ten_thousand_malformed_records_cost_no_good_one() {
    let place = Place::new();
    let (raw, clean) = records(200);
    let bad = ["oops\n", "[]\n", "{\"title\":\"a\"}\n", "{\"text\":7}\n"];
    let mixed: String =
        (0..10_000).map(|n| format!("{}{}", bad[n % 4], if n % 50 == 0 { &*raw[n / 50] } else { "" })).collect();
    place.write("in/a.jsonl.gz", gzip(mixed.as_bytes()));
    let reasons = "bad JSON 2,500, no object 2,500, no text field 2,500, text is no string 2,500";
    let ran = place.run(&["clean", "in", "-o", "out", "--learn", "off"]).code(1);
    ran.says(&["10,000 records could not be cleaned, and went to out.rejects.jsonl", reasons, "200 records"]);
    assert_eq!(unpacked(&place.path("out/a.jsonl.gz")), clean.concat());
    let args = ["clean", "--jsonl", "-", "--rejects", "stream.rejects.jsonl"];
    let ran = place.run_with(&args, mixed.as_bytes()).code(1).says(&["10,000 records", reasons]);
    assert_eq!(ran.text(), clean.concat());
    let (files, stream) = (rejects(&place, "out.rejects.jsonl"), rejects(&place, "stream.rejects.jsonl"));
    assert_eq!(files.len(), 10_000);
    let same = |(one, other): (&Value, &Value)| {
        ["record", "offset", "reason", "bytes"].iter().all(|&key| one[key] == other[key])
    };
    assert!(files.iter().zip(&stream).all(same) && stream.len() == 10_000);
    let back: String = files.iter().map(|reject| reject["bytes"].as_str().unwrap()).collect();
    assert_eq!(back, bad.concat().repeat(2500));
}
