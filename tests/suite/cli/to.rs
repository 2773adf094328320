//! `dechaff clean --to jsonl`: JSON Lines of anything, into folders, files and pipes.

use serde_json::{Value, json};

use super::program::{CLEAN, PAGE, PLAIN, Place};

fn values(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn expected() -> [Value; 3] {
    [
        json!({"path": "deep/page.md", "text": CLEAN}),
        json!({"path": "page.txt", "text": CLEAN}),
        json!({"path": "plain.txt", "text": PLAIN}),
    ]
}

#[test]
fn a_folder_becomes_json_lines() {
    let place = Place::with_tree();
    let clean = |more: &[&str]| place.run(&[&["clean", "in", "--to"][..], more].concat()).code(0);
    clean(&["jsonl", "-o", "out"]).says(&["Cleaned 3 files", "extension 1"]);
    assert_eq!(place.files("out"), ["part-00000.jsonl"]);
    assert_eq!(values(&place.read("out/part-00000.jsonl")), expected());
    assert_eq!(values(&clean(&["jsonl"]).silent().text()), expected());
    clean(&["jsonl", "-o", "all.jsonl"]);
    assert_eq!(values(&place.read("all.jsonl")), expected());
    clean(&["jsonl.gz", "-o", "small", "--shard-size", "1k"]);
    assert_eq!(place.files("small"), ["part-00000.jsonl.gz", "part-00001.jsonl.gz"]);
    assert_eq!(values(&place.run(&["clean", "small", "--to", "jsonl"]).code(0).text()), expected());
    clean(&["jsonl", "--dry-run"]).says(&["Dry run"]);
}

#[test]
fn one_file_becomes_records_on_standard_output() {
    let place = Place::with_tree();
    assert_eq!(
        values(&place.run(&["clean", "in/page.txt", "--to", "jsonl"]).code(0).silent().text()),
        expected()[1..2]
    );
    place.write("a.jsonl", format!("oops\n{}\n", json!({"n": 1, "text": PAGE})));
    let ran = place.run(&["clean", "a.jsonl", "--to", "jsonl"]).code(1).says(&["dechaff.rejects.jsonl"]);
    assert_eq!(values(&ran.text()), [json!({"n": 1, "text": CLEAN})]);
}

/// What was cleaned before is handed on, whole.
#[test]
fn strict_stops_a_pipe_behind_a_whole_record() {
    let place = Place::with_tree();
    place.write("in/q.jsonl", "7\n");
    let ran = place.run(&["clean", "in", "--to", "jsonl", "--strict", "-j", "1"]).code(1);
    assert_eq!(values(&ran.says(&["q.jsonl: bad record: record 1"]).text()), expected());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let place = Place::with_tree();
    for (more, says) in [
        (&["in", "-o", "out", "--shard-size", "7"][..], "--to"),
        (&["in", "--to", "jsonl", "-o", "out", "--shard-size", "7T"], "as in 256M"),
        (&["in", "--to", "jsonl", "-o", "out", "--shard-size", "0"], "as in 256M"),
        (&["in", "--to", "jsonl", "-o", "a.jsonl", "--shard-size", "1M"], "-o OUT/"),
        (&["in", "--to", "jsonl.gz"], "-o OUT.jsonl.gz"),
        (&["in", "--to", "jsonl.gz", "-o", "a.jsonl"], "-o OUT.jsonl.gz"),
        (&["in", "--to", "jsonl", "--format", "json"], "add -o OUT"),
        (&["-", "--to", "jsonl"], "--jsonl"),
        (&["in", "--to", "jsonl", "-o", "out", "--resume"], "--resume"),
        (&["in", "--to", "jsonl", "-o", "out", "--audit", "a.jsonl"], "--audit"),
    ] {
        place.run(&[&["clean"], more].concat()).code(2).says(&[says]);
    }
    assert_eq!(
        place.files("."),
        ["dechaff.toml", "in/deep/page.md", "in/image.png", "in/page.txt", "in/plain.txt", "own.toml"]
    );
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let place = Place::new();
    for n in 0..60 {
        place.write(&format!("in/{n}.txt"), PLAIN.repeat(2000));
    }
    let mut child = place.command(&["clean", "in", "--to", "jsonl"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}
