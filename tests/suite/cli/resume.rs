//! `dechaff clean --resume`: what is said, and which flags it goes with.

use std::fs;

use super::program::{CLEAN, PAGE, PLAIN, Place, exists};

const RESUME: [&str; 5] = ["clean", "in", "-o", "out", "--resume"];

#[test]
fn what_was_done_and_why_is_told() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "out"]).code(0);
    let ran = place.run(&RESUME).code(0).says(&["Cleaned 0 files", "Unchanged   3 files"]);
    assert!(!ran.stderr.contains("No line had to go"), "{}", ran.stderr);
    place.write("in/plain.txt", PAGE);
    place.write("in/new.txt", PLAIN);
    fs::remove_file(place.path("in/page.txt")).unwrap();
    place.run(&[&RESUME[..], &["-v"]].concat()).code(0).says(&[
        "cleaned: in/new.txt: new\n",
        "cleaned: in/plain.txt: changed\n",
        "Cleaned     new 1, changed 1",
        "Gone        the inputs of 1 clean copy; --prune removes them",
    ]);
    assert_eq!(place.read("out/plain.txt"), CLEAN);
    let ran = place.run(&[&RESUME[..], &["--prune", "-v"]].concat()).code(0);
    ran.says(&["page.txt\n", "Pruned      1 clean copy of inputs that are gone"]);
    assert!(!exists(&place, "out/page.txt"));
}

#[test]
fn a_changed_pack_or_mode_cleans_again_and_says_so() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "out"]).code(0);
    place.run(&RESUME).code(0).says(&["Unchanged   3 files"]);
    let pack = place.read("own.toml").replace("ad break", "ads break");
    place.write("own.toml", pack.replace("AD BREAK", "ADS BREAK"));
    place.run(&RESUME).code(0).says(&["Cleaned     other rules 3"]);
    assert!(place.read("out/page.txt").contains("AD BREAK"));
    for flags in [["--mode", "light"], ["--threshold", "40"], ["--learn", "off"]] {
        place.run(&[&RESUME[..], &flags].concat()).code(0).says(&["other rules 3"]);
    }
}

#[test]
fn the_summary_for_machines_tells_what_was_left() {
    let place = Place::with_tree();
    let json = place.run(&[&RESUME[..], &["--format", "json"]].concat()).code(0).json();
    assert_eq!((&json["again"], &json["unchanged"]), (&serde_json::json!({"new": 3}), &0.into()));
    place.write("in/plain.txt", PAGE);
    let json = place.run(&[&RESUME[..], &["--format", "json"]].concat()).code(0).json();
    assert_eq!((&json["again"], &json["unchanged"]), (&serde_json::json!({"changed": 1}), &2.into()));
    for key in ["pruned", "gone", "journal_lines_damaged"] {
        assert_eq!(json[key], 0, "{key}");
    }
}

#[test]
fn flags_that_do_not_go_together_are_named() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "--resume"]).code(2).says(&["--output"]);
    place.run(&["clean", "in", "-o", "out", "-n", "--resume"]).code(2).says(&["--resume", "--dry-run"]);
    place.run(&["clean", "in", "-o", "out", "--prune"]).code(2).says(&["--resume"]);
    place.run(&[&RESUME[..], &["--audit", "a.jsonl"]].concat()).code(2).says(&["audit", "--resume"]);
    place.run(&["clean", "in/page.txt", "-o", "one.txt", "--resume"]).code(2).says(&["single file", "--resume"]);
    place.write("full/x.txt", "x");
    place.run(&["clean", "in", "-o", "full", "--resume"]).code(2).says(&["no journal", "--overwrite"]);
    assert!(!exists(&place, "out") && !exists(&place, "one.txt"));
}

#[test]
fn a_damaged_journal_is_told_of() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "out"]).code(0);
    let journal = place.read("out/.dechaff-journal.jsonl").replace("plain.txt", "plain.txd");
    place.write("out/.dechaff-journal.jsonl", journal);
    place.run(&RESUME).code(0).says(&["Unchanged   2 files", "Cleaned     new 1", "1 line damaged"]);
}
