//! Parquet in runs that go on from former ones, and as JSON Lines.

use std::fs;
use std::time::Duration;

use dechaff::{Again, Codec, Destination, JsonLines};

use super::damage::spoil;
use super::*;

/// Goes on in `out` without an audit.
fn resume(place: &Place) -> (Summary, Notes) {
    let mut plan = plan(place);
    (plan.resume, plan.audit) = (true, None);
    let (summary, notes) = run(&plan);
    (summary.unwrap(), notes)
}

fn told() -> WriterPropertiesBuilder {
    WriterProperties::builder().set_dictionary_enabled(false).set_data_page_row_count_limit(1).set_write_batch_size(1)
}

#[test]
fn files_that_are_as_they_were_are_left() {
    let place = Place::new();
    let flawed: Row = Ok(b"caf\xe9\n".to_vec());
    table(&place, "in/a.parquet", told(), &[vec![Ok(PAGE.into()), flawed, Err(0)]]);
    table(&place, "in/b.parquet", told(), &[rows(&[PAGE])]);
    assert_eq!(resume(&place).0.again, [(Again::New, 2)].into());
    let (tree, rejects) = (place.tree("out"), place.read("out.rejects.jsonl"));
    assert_eq!(resume(&place).0.unchanged, 2);
    // Another time of day is not another content.
    let touched = File::options().write(true).open(place.at("in/a.parquet")).unwrap();
    touched.set_modified(touched.metadata().unwrap().modified().unwrap() - Duration::from_secs(90)).unwrap();
    assert_eq!(resume(&place).0.unchanged, 2);
    table(&place, "in/b.parquet", told(), &[rows(&[PAGE, PAGE])]);
    let (summary, _) = resume(&place);
    assert_eq!((summary.again, summary.unchanged), ([(Again::Content, 1)].into(), 1));
    table(&place, "in/b.parquet", told(), &[rows(&[PAGE])]);
    resume(&place);
    assert!(place.tree("out") == tree && place.read("out.rejects.jsonl") == rejects);
    fs::remove_file(place.at("in/a.parquet")).unwrap();
    let mut pruning = plan(&place);
    (pruning.resume, pruning.prune, pruning.audit) = (true, true, None);
    assert_eq!(run(&pruning).0.unwrap().pruned, 1);
    assert_eq!((place.tree("out").len(), place.read("out.rejects.jsonl").len()), (1, 0));
}

/// A file of which rows are lost.
fn damaged(place: &Place) {
    table(place, "in/a.parquet", told(), &[rows(&[PAGE, "Never read.\n", PAGE]), rows(&["", PAGE])]);
    spoil(place, 1);
}

/// It may have been on its way to the disk.
#[test]
fn what_lost_rows_is_cleaned_again() {
    let place = Place::new();
    damaged(&place);
    let (summary, notes) = resume(&place);
    assert_eq!((summary.files, notes.failed().len()), (1, 1), "{:?}", notes.failed());
    let (tree, rejects) = (place.tree("out"), place.read("out.rejects.jsonl"));
    assert_eq!(resume(&place).0.again, [(Again::Unfinished, 1)].into());
    assert!(place.tree("out") == tree && place.read("out.rejects.jsonl") == rejects, "told once");
    table(&place, "in/a.parquet", told(), &[rows(&[PAGE])]);
    assert_eq!(resume(&place).0.files, 1);
    assert_eq!((resume(&place).0.unchanged, place.read("out.rejects.jsonl").len()), (1, 0));
}

#[test]
fn rows_become_json_lines() {
    let place = Place::new();
    damaged(&place);
    let flawed: Row = Ok(b"caf\xe9\n".to_vec());
    table(&place, "in/b.parquet", told(), &[vec![Err(1), flawed, Ok(PAGE.into())]]);
    let mut plan = plan(&place);
    (plan.destination, plan.audit) = (Destination::Path(place.at("out")), None);
    plan.jsonl = Some(JsonLines { codec: Codec::Plain, shard_bytes: 1 << 20 });
    let (summary, notes) = run(&plan);
    let summary = summary.unwrap();
    assert_eq!((summary.files, summary.records, notes.failed().len()), (2, 4, 1), "{:?}", notes.failed());
    assert_eq!(summary.rejected, [(FlawKind::Torn, 2), (FlawKind::BadUtf8, 1)].into());
    assert_eq!(summary.passed, [("row without a text".to_owned(), 1)].into());
    let lines = String::from_utf8(place.read("out/part-00000.jsonl")).unwrap();
    assert_eq!(summary.bytes_out, lines.len() as u64);
    let told: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = [(0, 0, CLEAN), (0, 0, ""), (1, 1, CLEAN), (0, 2, CLEAN)];
    let record = |(host, n, text)| json!({"url": format!("https://{host}.example/{n}"), "text": text});
    assert_eq!(told, expected.map(record));
}
