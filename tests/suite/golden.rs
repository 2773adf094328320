//! Golden cases: each folder of `corpus/golden` holds an input and the clean copy that a careful reader would make.
//! Those of `corpus/open` are not met yet.

use std::fs;
use std::path::{Path, PathBuf};

use dechaff::{Cleaner, Mode, Workspace, render};

/// The cases of one folder of the corpus, sorted.
fn cases(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The case's expected copy and the one that dechaff makes.
fn copies(case: &Path, cleaner: &Cleaner, workspace: &mut Workspace) -> (Vec<u8>, Vec<u8>) {
    let input = fs::read(case.join("input.txt")).unwrap();
    let expected = fs::read(case.join("expected.txt")).unwrap();
    let cut = cleaner.cut(&input, workspace);
    (expected, render(&input, cut.removals).into_owned())
}

/// The lines in which two texts differ, for a reader of a failed test.
fn difference(expected: &str, actual: &str) -> String {
    similar::TextDiff::from_lines(expected, actual).unified_diff().context_radius(1).to_string()
}

#[test]
fn clean_copies_are_as_a_careful_reader_would_make_them() {
    for mode in [Mode::Light, Mode::Standard] {
        let cleaner = Cleaner::builder().mode(mode).build().unwrap();
        let mut workspace = Workspace::default();
        let mut wrong = Vec::new();
        for case in cases("golden") {
            let (expected, actual) = copies(&case, &cleaner, &mut workspace);
            if actual != expected {
                let diff = difference(&String::from_utf8_lossy(&expected), &String::from_utf8_lossy(&actual));
                wrong.push(format!("{}\n{diff}", case.display()));
            }
        }
        let total = cases("golden").len();
        assert!(wrong.is_empty(), "{mode:?}: {} of {total} cases differ\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn a_case_that_is_met_does_not_stay_among_the_open_ones() {
    let cleaners = [Mode::Light, Mode::Standard].map(|mode| Cleaner::builder().mode(mode).build().unwrap());
    let mut workspace = Workspace::default();
    for case in cases("open") {
        let met = cleaners.iter().all(|cleaner| {
            let (expected, actual) = copies(&case, cleaner, &mut workspace);
            actual == expected
        });
        assert!(!met, "{} is met now: move it to corpus/golden", case.display());
    }
}

#[test]
fn every_case_has_a_note() {
    for case in cases("golden").into_iter().chain(cases("open")) {
        assert!(case.join("note.md").is_file(), "{} has no note.md", case.display());
    }
}
