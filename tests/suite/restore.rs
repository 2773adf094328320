//! Originals come back byte for byte, or not at all: whatever they were, and whatever became of copies and audits.

use std::fs;
use std::path::Path;

use base64::Engine;

use crate::harness::{CLEAN, Notes, PAGE, Place, restore, run};

/// Cleans `in` and restores it to `again`.
fn there_and_back(place: &Place) -> Notes {
    run(&place.plan("in")).0.unwrap();
    let (summary, notes) = restore(place, "out", "audit.jsonl", "again");
    assert_eq!(summary.unwrap().files as usize, place.tree("out").len(), "{:?}", notes.failed());
    notes
}

#[test]
fn every_hostile_file_comes_back() {
    let place = Place::new();
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/hostile");
    let mut texts = 0;
    for entry in fs::read_dir(hostile).unwrap().map(Result::unwrap) {
        place.write(Path::new("in").join(entry.file_name()), fs::read(entry.path()).unwrap());
        texts += 1;
    }
    there_and_back(&place);
    let (originals, again) = (place.tree("in"), place.tree("again"));
    assert!(again.len() > texts / 2);
    for (name, bytes) in again {
        assert!(originals[&name] == bytes, "{}", name.display());
    }
}

#[test]
fn encodings_come_back() {
    let place = Place::new();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    place.write("in/a.txt", [b"\xff\xfe", &*utf16(PAGE)].concat());
    // An odd byte at the end and half a character do not survive the way to UTF-8; the audit keeps the original.
    place.write("in/b.txt", [b"\xff\xfe", &*utf16(&PAGE.repeat(2)), b"\x00\xd8a\x00x"].concat());
    place.write("in/c.txt", b"Le caf\xe9 de la gare a ferm\xe9.\nAD BREAK\n");
    place.write("in/d.txt", b"\xef\xbb\xbfTitle\r\nAD BREAK\r\nNo last line end");
    place.write("in/e.txt", "AD BREAK\n");
    there_and_back(&place);
    assert!(place.tree("in") == place.tree("again"));
    assert_eq!(place.read("out/a.txt"), CLEAN.as_bytes());
    assert_eq!(place.read("out/c.txt"), "Le café de la gare a fermé.\n".as_bytes());
    assert_eq!(place.read("out/d.txt"), b"\xef\xbb\xbfTitle\r\nNo last line end");
    let audit = String::from_utf8(place.read("audit.jsonl")).unwrap();
    assert_eq!(audit.matches("\"original\":").count(), 1);
}

#[test]
fn an_edited_copy_is_an_error_and_the_rest_comes_back() {
    let place = Place::new();
    for name in ["a", "b", "c", "d", "e"] {
        place.write(format!("in/{name}.txt"), PAGE);
    }
    run(&place.plan("in")).0.unwrap();
    place.write("out/a.txt", CLEAN.replace("Monday", "Sunday"));
    place.write("out/b.txt", CLEAN.repeat(9)).write("out/c.txt", "");
    fs::remove_file(place.at("out/d.txt")).unwrap();
    let (summary, notes) = restore(&place, "out", "audit.jsonl", "again");
    let summary = summary.unwrap();
    assert_eq!((summary.files, summary.failed()), (1, 4), "{:?}", notes.failed());
    let failed = notes.failed();
    assert!(failed[..3].iter().all(|said| said.contains("was changed after the cleaning")), "{failed:?}");
    assert!(failed[3].contains("d.txt: can't read"), "{failed:?}");
    assert_eq!(place.tree("again").into_keys().collect::<Vec<_>>(), [Path::new("e.txt")]);
}

#[test]
fn paths_are_settled_before_anything_is_written() {
    let place = Place::new();
    place.write("in/a.txt", PAGE);
    run(&place.plan("in")).0.unwrap();
    for (clean, audit, to) in [
        ("out", "audit.jsonl", "out"),
        ("out", "audit.jsonl", "out/sub"),
        ("out", "audit.jsonl", "in"),
        ("out", "audit.jsonl", ""),
        ("out", "gone.jsonl", "again"),
        ("gone", "audit.jsonl", "again"),
        ("out", "in/a.txt", "again"),
        ("out/a.txt", "audit.jsonl", "in/a.txt"),
    ] {
        assert!(restore(&place, clean, audit, to).0.is_err(), "{clean} {audit} {to}");
        assert!(!place.at("again").exists());
    }
    assert_eq!(place.read("in/a.txt"), PAGE.as_bytes());
}

#[test]
fn a_single_file_is_restored_from_an_audit_of_one() {
    let place = Place::new();
    place.write("in/a.txt", PAGE);
    run(&place.plan("in")).0.unwrap();
    assert_eq!(restore(&place, "out/a.txt", "audit.jsonl", "one.txt").0.unwrap().files, 1);
    assert_eq!(place.read("one.txt"), PAGE.as_bytes());
    let place = Place::with_pages(3);
    run(&place.plan("in")).0.unwrap();
    let error = restore(&place, "out/00/0000.txt", "audit.jsonl", "one.txt").0.unwrap_err();
    assert!(error.to_string().contains("more than one document"), "{error}");
    assert!(!place.at("one.txt").exists());
}

#[test]
fn a_damaged_audit_costs_no_more_than_it_must() {
    let place = Place::new();
    for name in ["a", "b", "c"] {
        place.write(format!("in/{name}.txt"), PAGE);
    }
    run(&place.plan("in")).0.unwrap();
    let audit = String::from_utf8(place.read("audit.jsonl")).unwrap();
    let lines: Vec<&str> = audit.lines().collect();
    // Lines: header; a and its two removals; b and its two; c and its two; end.
    for (what, lost, changed) in [
        ("nothing", &[][..], lines.clone()),
        ("cut off", &["c"], lines[..9].to_vec()),
        ("no end", &[], lines[..10].to_vec()),
        ("a removal missing", &["b"], [&lines[..5], &lines[6..]].concat()),
        ("a document missing", &["b"], [&lines[..4], &lines[5..]].concat()),
        ("a broken removal", &["b"], [&lines[..5], &["{\"path\":"], &lines[6..]].concat()),
        ("a broken document", &["b"], [&lines[..4], &["{\"document\":7}"], &lines[5..]].concat()),
        ("removals swapped", &["a"], [&lines[..2], &[lines[3], lines[2]], &lines[4..]].concat()),
        ("a removal twice", &["a"], [&lines[..4], &lines[3..]].concat()),
    ] {
        let _ = fs::remove_dir_all(place.at("again"));
        place.write("changed.jsonl", changed.join("\n") + "\n");
        let (summary, notes) = restore(&place, "out", "changed.jsonl", "again");
        assert_eq!(summary.unwrap().failed() > 0, what != "nothing", "{what}");
        let again = place.tree("again");
        assert!(again.values().all(|bytes| bytes == PAGE.as_bytes()), "{what}");
        let gone = ["a", "b", "c"].into_iter().filter(|name| !again.contains_key(Path::new(&format!("{name}.txt"))));
        assert_eq!(gone.collect::<Vec<_>>(), lost, "{what}: {:?}", notes.failed());
        assert!(notes.failed().len() <= 2, "{what}: {:?}", notes.failed());
    }
}

#[test]
fn hostile_audits_write_nothing_outside_and_ask_for_no_memory() {
    let place = Place::new();
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let bomb = base64(&zstd::bulk::compress(&vec![0; 50_000_000], 19).unwrap());
    let hash = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(b"x"));
    place.write("out/a.txt", "x").write("victim.txt", "mine").write("elsewhere/keep", "x");
    let document = |name: &str, more: &str| {
        format!("{{\"document\":{name},\"bytes\":1,\"hash\":\"{hash}\",\"lines\":1,\"removals\":0{more}}}\n")
    };
    let mut audit = "{\"dechaff\":1,\"version\":\"0\",\"rules\":0}\n".to_owned();
    for name in ["../victim.txt", "/tmp/dechaff-hostile.txt", "a/../../victim.txt", "..", "", ".", "./a.txt/.."] {
        audit += &document(&format!("{name:?}"), "");
    }
    audit += &document("\"b\"", &format!(",\"path_base64\":\"{}\"", base64(b"../victim.txt")));
    audit += &document("\"a.txt\"", &format!(",\"encoding\":\"windows-1252\",\"original\":\"{bomb}\""));
    audit += &document("\"a.txt\"", ",\"encoding\":\"klingon\"");
    audit += "{\"document\":\"a.txt\",\"bytes\":18446744073709551615,\"hash\":\"\",\"lines\":1,\"removals\":9}\n";
    audit += "{\"path\":\"a.txt\",\"offset\":18446744073709551615,\"length\":1,\"line\":1,\"lines\":1,\"kind\":\"ad\",";
    audit += "\"rule\":\"r\",\"weight\":1,\"points\":1,\"text\":\"y\"}\n";
    audit += "[[[[[[\nnull\n\"text\"\n{}\n";
    place.write("hostile.jsonl", &audit);
    let (summary, notes) = restore(&place, "out", "hostile.jsonl", "again");
    assert_eq!(summary.unwrap().files, 0, "{:?}", notes.failed());
    assert!(place.tree("again").is_empty());
    assert_eq!(place.read("victim.txt"), b"mine");
    assert!(!Path::new("/tmp/dechaff-hostile.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_destination_leads_nowhere() {
    let place = Place::new();
    place.write("in/sub/a.txt", PAGE).write("elsewhere/keep", "x").write("again/x", "x");
    run(&place.plan("in")).0.unwrap();
    std::os::unix::fs::symlink(place.at("elsewhere"), place.at("again/sub")).unwrap();
    let notes = Notes::default();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let paths = [place.at("out"), place.at("audit.jsonl"), place.at("again")];
    let summary = dechaff::restore(&paths[0], &paths[1], &paths[2], true, &notes, &stop).unwrap();
    assert_eq!((summary.files, summary.failed()), (0, 1));
    assert_eq!(fs::read_dir(place.at("elsewhere")).unwrap().count(), 1);
}
