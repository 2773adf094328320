//! Files of records in runs that go on: what is cleaned again and why, and what becomes of what was put aside.

use std::io::Write;

use dechaff::{Again, FlawKind, Learning, SiteBy, Summary};
use serde_json::json;

use super::*;

fn record(text: &str) -> String {
    format!("{}\n", json!({ "text": text }))
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn wet(text: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n",
        text.len()
    )
}

/// Texts and files of records of every sort, some records with a flaw.
fn mixed() -> Place {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b/pages.jsonl", record(PAGE) + "oops\n" + &record("Kept.\n"));
    place.write("in/c/pages.jsonl.gz", gzip(&(record(PAGE) + "[]\n7\n"))).write("in/c/pages.warc.wet", wet(PAGE));
    place
        .write("in/d/none.json", "{\n}\n")
        .write("in/e/pages.ndjson", "no\n".to_owned() + &record(PAGE))
        .write("in/z.txt", PAGE);
    place
}

/// Goes on, and asserts that what was put aside is told as by a run that begins anew.
#[track_caller]
fn resume_with_rejects(place: &Place) -> Summary {
    let summary = resume(place);
    let rejects = |out: &str| String::from_utf8(place.read(format!("{out}.rejects.jsonl"))).unwrap();
    assert_eq!(rejects("out"), rejects("anew"));
    summary
}

#[test]
fn unchanged_files_of_records_are_left() {
    let place = mixed();
    assert_eq!(again(&resume_with_rejects(&place)), [(Again::New, 6)]);
    let (tree, written) = (place.tree("out"), times(&place));
    let rejects = || place.at("out.rejects.jsonl").metadata().unwrap().modified().unwrap();
    let told = rejects();
    let summary = resume_with_rejects(&place);
    assert_eq!((summary.files, summary.records, summary.unchanged, summary.rejects()), (0, 0, 6, 0));
    assert_eq!(summary.skipped.values().sum::<u64>(), 1);
    assert!(place.tree("out") == tree && times(&place) == written && rejects() == told);
}

#[test]
fn changed_files_of_records_are_cleaned_and_their_rejects_told_anew() {
    let place = mixed();
    resume_with_rejects(&place);
    place.write("in/b/pages.jsonl", "never\n".to_owned() + &record(PAGE));
    place.write("in/d/new.jsonl", "mind\n");
    touch(&place.at("in/c/pages.jsonl.gz"));
    let summary = resume_with_rejects(&place);
    // What lies beside a changed file is of a site that is learnt again, and is told to be the same by its content.
    assert_eq!(again(&summary), [(Again::New, 1), (Again::Content, 1)]);
    assert_eq!((summary.unchanged, &summary.rejected), (5, &[(FlawKind::BadJson, 2)].into()));
    fs::remove_file(place.at("out/c/pages.warc.wet")).unwrap();
    place.write("out/e/pages.ndjson", "cut");
    let summary = resume_with_rejects(&place);
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::Copy, 2)], 5));
    // A file that had none becomes one of records.
    place.write("in/d/none.json", record(PAGE));
    assert_eq!(resume_with_rejects(&place).files, 1);
}

#[test]
fn other_fields_clean_files_of_records_alone_again() {
    let place = mixed();
    resume(&place);
    let mut other = plan(&place);
    other.fields = other.fields.with_stats("told");
    let summary = run(&other).0.unwrap();
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::Rules, 4)], 2));
    other.learning = Learning::Off;
    assert_eq!(run(&other).0.unwrap().again, [(Again::Rules, 6)].into());
}

#[test]
fn what_was_put_aside_goes_with_its_file_and_is_never_missed() {
    let place = mixed();
    resume_with_rejects(&place);
    fs::remove_file(place.at("in/e/pages.ndjson")).unwrap();
    let mut pruning = plan(&place);
    assert_eq!(run(&pruning).0.unwrap().gone, 1);
    let rejects = || String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    assert!(rejects().contains("e/pages.ndjson"), "its copy is still there");
    pruning.prune = true;
    assert_eq!(run(&pruning).0.unwrap().pruned, 1);
    assert!(!rejects().contains("e/pages.ndjson"));
    // A line that is lost brings back its file.
    let less: String = rejects().lines().skip(1).map(|line| format!("{line}\n")).collect();
    place.write("out.rejects.jsonl", less);
    assert_eq!(again(&resume_with_rejects(&place)), [(Again::Unfinished, 1)]);
    fs::remove_file(place.at("out.rejects.jsonl")).unwrap();
    assert_eq!(again(&resume_with_rejects(&place)), [(Again::Unfinished, 2)]);
}

#[test]
fn torn_files_are_tried_again() {
    let place = mixed();
    let whole = gzip(&record(PAGE).repeat(3000));
    place.write("in/c/torn.jsonl.gz", &whole[..whole.len() / 2]);
    let go = || run(&plan(&place)).0.unwrap();
    assert_eq!((go().failed(), go().failed()), (1, 1));
    assert_eq!((go().unchanged, again(&go())), (6, vec![(Again::Unfinished, 1)]));
    let rejects = String::from_utf8(place.read("out.rejects.jsonl")).unwrap();
    assert_eq!(rejects.matches("\"torn\"").count(), 1, "{rejects}");
    place.write("in/c/torn.jsonl.gz", whole);
    assert_eq!(resume_with_rejects(&place).failed(), 0);
}

/// Of each site, a shard by folder or by host.
fn shards(by_host: bool) -> Place {
    let place = Place::new();
    for site in 0..2 {
        let url = |n| if by_host { format!("https://site{}.example/{n}", (site + n) % 2) } else { String::new() };
        let own = |n| if by_host { (site + n) % 2 } else { site };
        let shard = (0..20).map(|n| json!({"url": url(n), "text": page(own(n), 20 * site + n)}).to_string() + "\n");
        place.write(format!("in/site{site}/pages.jsonl"), shard.collect::<String>());
    }
    place.write("in/plain/a.txt", PAGE);
    place
}

#[test]
fn a_sites_shards_are_cleaned_again_when_its_template_changes() {
    let place = shards(false);
    resume(&place);
    let shard: String = (40..60).map(|n| record(&page(0, n).replace("Gezeiten", "Fahrplan"))).collect();
    place.write("in/site0/more.jsonl", shard);
    let summary = resume(&place);
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::New, 1), (Again::Site, 1)], 2));
}

#[test]
fn records_that_tell_their_sites_are_cleaned_again_when_any_template_changes() {
    let place = shards(true);
    let by_host = |out: &str| {
        let mut plan = plan(&place);
        (plan.site_by, plan.destination) = (SiteBy::Host, Destination::Path(place.at(out)));
        plan
    };
    let go = || {
        let summary = run(&by_host("out")).0.unwrap();
        let _ = fs::remove_dir_all(place.at("anew"));
        run(&by_host("anew")).0.unwrap();
        assert!(place.tree("out") == place.tree("anew") && journal(&place, "out") == journal(&place, "anew"));
        summary
    };
    assert!(go().removed.lines > 0);
    assert_eq!(go().unchanged, 3);
    // A text that lies in a folder called as a host is one of its pages.
    place.write("in/site0.example/a.txt", page(0, 60).replace("Gezeiten", "Fahrplan"));
    let summary = go();
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::New, 1), (Again::Site, 2)], 1));
    fs::remove_file(place.at("in/site1/pages.jsonl")).unwrap();
    let mut pruning = by_host("out");
    pruning.prune = true;
    let summary = run(&pruning).0.unwrap();
    assert_eq!((again(&summary), summary.pruned), (vec![(Again::Site, 1)], 1));
}
