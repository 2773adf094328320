//! JSON Lines of everything: the texts that copies have, in the order of paths, in shards that threads do not change.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dechaff::{Codec, Destination, FlawKind, JsonLines, Learning, Plan};
use serde_json::{Value, json};

use crate::harness::{CLEAN, PAGE, Place, cleaner, run, threads};

/// A plan to gather `in` in `out`, in shards of so many bytes.
fn plan(place: &Place, out: &str, codec: Codec, shard_bytes: u64) -> Plan {
    let mut plan = Plan::new(vec![place.at("in")], Destination::Path(place.at(out)));
    plan.learning = Learning::Off;
    plan.jsonl = Some(JsonLines { codec, shard_bytes });
    plan
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn unpacked(name: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    match name.extension().unwrap().to_str() {
        Some("gz") => flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap(),
        Some("zst") => zstd::Decoder::new(bytes).unwrap().single_frame().read_to_end(&mut unpacked).unwrap(),
        _ => return bytes.to_vec(),
    };
    unpacked
}

/// What stands in the files of `out`, one behind the other.
fn gathered(place: &Place, out: &str) -> Vec<u8> {
    place.tree(out).iter().flat_map(|(name, bytes)| unpacked(name, bytes)).collect()
}

fn values(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8(bytes.to_vec()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const WARC: &str = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\n\
    WARC-Target-URI: https://a.example/1\r\nWARC-Date: 2031-05-01T08:00:00Z\r\nContent-Type: text/plain\r\n\
    Content-Length: 6\r\n\r\nKept.\n\r\n\r\n";

/// Texts and records of every sort.
fn mixed() -> Place {
    let place = Place::new();
    place.write("in/a/page.txt", PAGE).write("in/c.txt", "caf\u{e9}\n").write("in/d.md", b"caf\xc3\xa9 \xff au lait\n");
    place.write("in/latin.txt", b"Sch\xf6ne Gr\xfc\xdfe aus K\xf6ln und M\xfcnchen, und fr\xf6hliche Weihnachten\n");
    let odd = format!("\u{feff} {{\"n\":1.50, \"text\" :{} , \"n\":2}} \r\n\n[]\n{{\"text\":\"\"}}", json!(PAGE));
    place.write("in/b/odd.jsonl.gz", gzip(&odd)).write("in/e.warc", WARC).write("in/picture", b"\x89PNG\r\n\x1a\n");
    place
}

#[test]
fn everything_becomes_a_record_in_the_order_of_paths() {
    let place = mixed();
    let (summary, notes) = run(&plan(&place, "out", Codec::Plain, 1 << 20));
    let summary = summary.unwrap();
    assert_eq!((summary.files, summary.records, notes.failed()), (6, 3, Vec::new()));
    assert_eq!(summary.passed, [("warcinfo".to_owned(), 1)].into());
    assert_eq!(summary.rejected, [(FlawKind::NoObject, 1)].into());
    assert_eq!(summary.transcoded.get("broken UTF-8"), Some(&1));
    assert_eq!(place.tree("out").into_keys().collect::<Vec<_>>(), [Path::new("part-00000.jsonl")]);
    let lines = gathered(&place, "out");
    let odd = format!("{{\"n\":1.50, \"text\" :{} , \"n\":2}}\n", json!(CLEAN));
    assert!(String::from_utf8_lossy(&lines).contains(&odd), "only the text of a record changes");
    let mut told = values(&lines);
    assert!(told.remove(6)["text"].as_str().unwrap().starts_with("Schöne Grüße"));
    let expected = [
        json!({"path": "a/page.txt", "text": CLEAN}),
        json!({"n": 2, "text": CLEAN}),
        json!({"text": ""}),
        json!({"path": "c.txt", "text": "café\n"}),
        json!({"path": "d.md", "text": "café \u{fffd} au lait\n"}),
        json!({"url": "https://a.example/1", "date": "2031-05-01T08:00:00Z", "text": "Kept.\n"}),
    ];
    let order = |value: &Value| value["path"].as_str().unwrap_or_default().to_owned();
    assert_eq!(told.iter().map(order).collect::<Vec<_>>(), expected.iter().map(order).collect::<Vec<_>>());
    assert_eq!(told, expected);
    assert!(place.read("out.rejects.jsonl").starts_with(b"{\"file\":\"b/odd.jsonl.gz\",\"record\":3,"));
    // What is gathered of JSON Lines is what is gathered of what was gathered.
    let mut again = plan(&place, "again.jsonl", Codec::Plain, 1);
    again.inputs = vec![place.at("out")];
    run(&again).0.unwrap();
    assert!(place.read("again.jsonl") == lines);
}

#[test]
fn shards_are_the_same_whatever_the_threads() {
    let place = Place::with_pages(400);
    let huge: String =
        (0..12_000).map(|n| format!("The lanes along the Cedar reopened in the year {n} of the silt.\n")).collect();
    let records: String = (0..900).map(|n| format!("{}\n", json!({"n": n, "text": PAGE}))).collect();
    place.write("in/05/more.jsonl.gz", gzip(&records)).write("in/06/huge.txt", huge);
    const SIZE: u64 = 100_000;
    let mut whole = None;
    for codec in [Codec::Plain, Codec::Gzip, Codec::Zstd] {
        let mut first = None;
        for count in [1, 2, 5] {
            let out = format!("out-{codec:?}-{count}");
            let mut plan = plan(&place, &out, codec, SIZE);
            plan.threads = threads(count);
            assert_eq!(run(&plan).0.unwrap().failed(), 0);
            let tree = place.tree(&out);
            assert!(*first.get_or_insert_with(|| tree.clone()) == tree, "{codec:?} with {count} threads");
        }
        let shards: Vec<Vec<u8>> = first.unwrap().iter().map(|(name, bytes)| unpacked(name, bytes)).collect();
        assert!(shards.len() > 5);
        for (n, shard) in shards.iter().enumerate() {
            let lines = shard.iter().filter(|&&byte| byte == b'\n').count();
            assert!(shard.ends_with(b"\n") && (shard.len() as u64 <= SIZE || lines == 1), "{n}");
        }
        let full = |pair: &[Vec<u8>]| {
            let next = pair[1].split_inclusive(|&byte| byte == b'\n').next().unwrap();
            (pair[0].len() + next.len()) as u64 > SIZE
        };
        assert!(shards.windows(2).all(full), "a shard ends before it is full");
        let lines = shards.concat();
        assert!(*whole.get_or_insert_with(|| lines.clone()) == lines, "{codec:?}");
    }
    let whole = whole.unwrap();
    assert!(whole.len() > 1 << 20, "more than is packed at once");
    for count in [1, 5] {
        let mut plan = plan(&place, &format!("{count}.jsonl.gz"), Codec::Plain, SIZE);
        plan.threads = threads(count);
        run(&plan).0.unwrap();
    }
    let (one, five) = (place.read("1.jsonl.gz"), place.read("5.jsonl.gz"));
    assert!(one == five && unpacked(Path::new("1.gz"), &one) == whole);
    let told = values(&whole);
    assert_eq!(told.len(), 400 + 900 + 1);
    let mut copies = Plan::new(vec![place.at("in")], Destination::Path(place.at("copies")));
    copies.learning = Learning::Off;
    run(&copies).0.unwrap();
    for value in told.iter().filter(|value| value["path"].is_string()) {
        let copy = place.read(Path::new("copies").join(value["path"].as_str().unwrap()));
        assert_eq!(value["text"].as_str().unwrap().as_bytes(), copy);
    }
}

#[test]
fn one_file_is_compressed_as_its_name_says() {
    let place = mixed();
    run(&plan(&place, "out", Codec::Plain, 1 << 20)).0.unwrap();
    for name in ["all.jsonl", "all.ndjson.gz", "deep/all.jsonl.zst"] {
        let mut plan = plan(&place, name, Codec::Plain, 1);
        plan.overwrite = true;
        run(&plan).0.unwrap();
        assert!(unpacked(Path::new(name), &place.read(name)) == gathered(&place, "out"), "{name}");
    }
    assert!(place.at("deep/all.jsonl.zst.rejects.jsonl").exists());
    let stats = |place: &Place| {
        let mut plan = plan(place, "stats.jsonl", Codec::Plain, 1);
        plan.fields = plan.fields.with_stats("told");
        run(&plan).0.unwrap();
        values(&place.read("stats.jsonl"))
    };
    assert!(stats(&place).iter().all(|value| value["told"]["lines"].is_u64()));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let place = mixed();
    place.write("full/part-00007.jsonl", "").write("one.jsonl", "mine");
    let said = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan(&place, "out", Codec::Plain, 1);
        change(&mut plan);
        run(&plan).0.unwrap_err().to_string()
    };
    let to = |out: &str| Destination::Path(place.at(out));
    assert!(said(&|plan| plan.audit = Some(place.at("audit.jsonl"))).contains("originals"));
    assert!(said(&|plan| plan.resume = true).contains("made anew each time"));
    assert!(said(&|plan| (plan.destination, plan.overwrite) = (to("full"), true)).contains("is not empty"));
    assert!(
        said(&|plan| (plan.jsonl, plan.destination) = (None, Destination::Stdout)).contains("takes JSON Lines only")
    );
    let watched = dechaff::watch(&plan(&place, "out", Codec::Plain, 1), &cleaner(), &(), &AtomicBool::new(true));
    assert!(watched.unwrap_err().to_string().contains("one by one"));
    assert!(said(&|plan| plan.destination = to("one.jsonl")).contains("exists"));
    assert!(said(&|plan| plan.destination = to("in/b/all.jsonl")).contains("lies in the input"));
    assert!(said(&|plan| plan.destination = to("in/shards")).contains("lies inside the input"));
    assert_eq!((place.read("one.jsonl"), place.at("out").exists()), (b"mine".to_vec(), false));
}

#[test]
fn where_nothing_is_found_there_is_an_empty_file() {
    let place = Place::new();
    place.write("in/picture", b"\x89PNG\r\n\x1a\n");
    run(&plan(&place, "out", Codec::Zstd, 1)).0.unwrap();
    assert_eq!((place.tree("out").len(), gathered(&place, "out")), (1, Vec::new()));
}
