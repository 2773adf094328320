//! Golden cases: each folder of `corpus/golden` holds an input and the clean copy that a careful reader would make.

use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Cleaner, Workspace, render};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The lines in which two texts differ, for a reader of a failed test.
fn difference(expected: &str, actual: &str) -> String {
    similar::TextDiff::from_lines(expected, actual).unified_diff().context_radius(1).to_string()
}

#[test]
fn clean_copies_are_as_a_careful_reader_would_make_them() {
    let cleaner = Cleaner::builder().build().unwrap();
    let mut workspace = Workspace::default();
    let mut wrong = Vec::new();
    for case in cases() {
        let input = fs::read(case.join("input.txt")).unwrap();
        let expected = fs::read(case.join("expected.txt")).unwrap();
        let cut = cleaner.cut(&input, &mut workspace);
        let actual = render(&input, cut.removals);
        if *actual != *expected {
            let diff = difference(&String::from_utf8_lossy(&expected), &String::from_utf8_lossy(&actual));
            wrong.push(format!("{}\n{diff}", case.display()));
        }
    }
    let total = cases().len();
    assert!(wrong.is_empty(), "{} of {total} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_case_has_a_note() {
    for case in cases() {
        assert!(case.join("note.md").is_file(), "{} has no note.md", case.display());
    }
}
