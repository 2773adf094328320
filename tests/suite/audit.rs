//! What an audit says, in each of its forms.

use std::io::Read;
use std::path::Path;

use dechaff::{AuditWriter, Audited, Workspace};
use serde_json::Value;

use crate::harness::{PAGE, Place, cleaner, run};

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect()
}

#[test]
fn every_removed_span_is_told_with_its_reason() {
    let place = Place::new();
    place.write("in/sub/a.txt", PAGE).write("in/b.txt", "Plain.\n");
    run(&place.plan("in")).0.unwrap();
    let lines = lines(&place.read("audit.jsonl"));
    assert_eq!(lines[0]["dechaff"], 1);
    assert_eq!((&lines[1]["document"], &lines[1]["bytes"]), (&"b.txt".into(), &7.into()));
    assert_eq!(lines[1]["removals"], 0);
    let document = &lines[2];
    assert_eq!(document["document"], "sub/a.txt");
    assert_eq!(document["bytes"], PAGE.len());
    assert_eq!(document["lines"], 7);
    assert_eq!(document["removals"], 2);
    assert_eq!(document["hash"], format!("{:032x}", xxhash_rust::xxh3::xxh3_128(PAGE.as_bytes())));
    for (removal, line) in lines[3..5].iter().zip([3, 6]) {
        let start = removal["offset"].as_u64().unwrap() as usize;
        let end = start + removal["length"].as_u64().unwrap() as usize;
        assert_eq!(removal["path"], "sub/a.txt");
        assert_eq!(removal["text"], PAGE[start..end]);
        assert_eq!(removal["line"], line);
        assert_eq!(removal["kind"], "ad");
        assert_eq!(removal["rule"], "own/break");
        assert_eq!(removal["weight"], 150);
        assert!(removal["points"].as_i64().unwrap() >= 150);
    }
    // The blank line that went with the advertisement is in its record.
    assert_eq!((&lines[3]["lines"], &lines[3]["text"]), (&2.into(), &"AD BREAK\n\n".into()));
    assert_eq!(lines[5], serde_json::json!({"end": {"documents": 2, "removals": 2}}));
    assert_eq!(lines.len(), 6);
}

#[test]
fn compression_follows_the_name_and_changes_nothing() {
    let place = Place::with_pages(60);
    run(&place.plan("in")).0.unwrap();
    let plain = place.read("audit.jsonl");
    for name in ["audit.jsonl.gz", "audit.jsonl.zst"] {
        let mut plan = place.plan("in");
        plan.audit = Some(place.at(name));
        plan.overwrite = true;
        run(&plan).0.unwrap();
        let packed = place.read(name);
        let mut unpacked = Vec::new();
        if name.ends_with("gz") {
            flate2::read::GzDecoder::new(&*packed).read_to_end(&mut unpacked).unwrap();
        } else {
            unpacked = zstd::decode_all(&*packed).unwrap();
        }
        assert!(packed.len() < plain.len() / 4);
        assert!(unpacked == plain, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_not_utf8_is_kept_exactly() {
    use std::os::unix::ffi::OsStrExt;
    let name = Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
    let text = "Žluťoučký kůň úpěl ďábelské ódy. Háčky a čárky.\nAD BREAK\n".as_bytes();
    // An advertisement with a damaged tail is removed by the line, whose bytes the audit has to keep.
    let damaged = [text, "Příliš žluťoučký kůň.\nAD BREAK ".as_bytes(), b"\xff\n"].concat();
    let place = Place::new();
    place.write(Path::new("in").join(name), &damaged);
    let (summary, _) = run(&place.plan("in"));
    assert_eq!(summary.unwrap().files, 1);
    let lines = lines(&place.read("audit.jsonl"));
    assert_eq!(lines[1]["document"], "caf\u{fffd}.txt");
    assert_eq!(lines[1]["path_base64"], "Y2Fm6S50eHQ=");
    let (restored, notes) = crate::harness::restore(&place, "out", "audit.jsonl", "again");
    assert_eq!(restored.unwrap().files, 1, "{:?}", notes.failed());
    assert_eq!(place.read(Path::new("again").join(name)), damaged);
}

#[test]
fn a_writer_serves_a_filter_as_well() {
    let place = Place::new();
    let cleaner = cleaner();
    let mut workspace = Workspace::default();
    let cut = cleaner.cut(PAGE.as_bytes(), &mut workspace);
    let (name, bytes) = (Path::new("-"), PAGE.as_bytes());
    let document = Audited {
        name,
        original: bytes,
        text: bytes,
        encoding: None,
        lines: cut.lines,
        spared: false,
        removals: cut.removals,
    };
    let path = place.at("audit.jsonl");
    let mut audit = AuditWriter::create(&path, false, cleaner.catalogue()).unwrap();
    audit.write(&document, cleaner.catalogue()).unwrap();
    assert!(!path.exists());
    audit.finish().unwrap();
    assert_eq!(lines(&place.read("audit.jsonl"))[1]["document"], "-");
    assert!(AuditWriter::create(&path, false, cleaner.catalogue()).is_err());
    // One that is given up leaves what was there.
    drop(AuditWriter::create(&path, true, cleaner.catalogue()).unwrap());
    assert_eq!(std::fs::read_dir(place.at("")).unwrap().count(), 1);
    assert_eq!(lines(&place.read("audit.jsonl")).len(), 5);
    place.write("clean.txt", crate::harness::CLEAN);
    let (restored, notes) = crate::harness::restore(&place, "clean.txt", "audit.jsonl", "again.txt");
    assert_eq!(restored.unwrap().files, 1, "{:?}", notes.failed());
    assert_eq!(place.read("again.txt"), PAGE.as_bytes());
}
