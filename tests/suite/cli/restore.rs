//! `dechaff restore`: there and back again.

use super::program::{CLEAN, PAGE, PLAIN, Place};

#[test]
fn originals_come_back_byte_for_byte() {
    let place = Place::with_tree();
    for name in ["removed.jsonl", "removed.jsonl.gz", "removed.jsonl.zst"] {
        place.run(&["clean", "in", "-o", "clean", "--audit", name, "--overwrite", "-q"]).code(0).silent();
        assert_eq!(place.read("clean/page.txt"), CLEAN);
        let args = ["restore", "clean", "--audit", name, "-o", "again", "--overwrite"];
        place.run(&args).code(0).says(&["Restored 3 files"]);
        assert_eq!(place.files("again"), ["deep/page.md", "page.txt", "plain.txt"]);
        let texts = ["again/deep/page.md", "again/page.txt", "again/plain.txt"].map(|name| place.read(name));
        assert_eq!(texts, [PAGE, PAGE, PLAIN]);
    }
}

#[test]
fn a_filter_keeps_an_audit_too() {
    let place = Place::new();
    let clean = place.run_with(&["clean", "-", "--audit", "removed.jsonl"], PAGE.as_bytes()).code(0).silent();
    place.write("page.txt", &clean.stdout);
    let args = ["restore", "page.txt", "--audit", "removed.jsonl", "-o", "again.txt", "--format", "json"];
    let json = place.run(&args).code(0).silent().json();
    assert_eq!((&json["files"], &json["bytes"], &json["failed"]), (&1.into(), &PAGE.len().into(), &0.into()));
    assert_eq!(place.read("again.txt"), PAGE);
    place.run_with(&["clean", "-", "--audit", "removed.jsonl"], b"").code(2).says(&["removed.jsonl", "--overwrite"]);
}

#[test]
fn a_copy_that_was_changed_is_reported_and_the_rest_goes_on() {
    let place = Place::with_tree();
    place.run(&["clean", "in", "-o", "clean", "--audit", "removed.jsonl"]).code(0);
    place.write("clean/page.txt", "changed");
    let ran = place.run(&["restore", "clean", "--audit", "removed.jsonl", "-o", "again"]).code(1);
    ran.says(&["error: ", "page.txt", "Restored 2 files", "Failed: 1 file ("]);
    assert_eq!(place.files("again"), ["deep/page.md", "plain.txt"]);
}

#[test]
fn wrong_usage_is_told() {
    let place = Place::with_tree();
    place.run(&["restore", "in", "-o", "again"]).code(2).says(&["--audit <FILE>"]);
    place.run(&["restore", "in", "--audit", "missing.jsonl", "-o", "again"]).code(1).says(&["missing.jsonl"]);
}
