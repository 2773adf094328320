//! A run over folders: what is written where, what is skipped, what the figures say, and that threads change nothing.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use dechaff::{Destination, Done, ErrorKind, Kind, Observer, Plan, Skip, Survey, WalkOptions};

use crate::harness::{CLEAN, Notes, PAGE, Place, cleaner, run, threads, tree};

#[test]
fn a_folder_is_mirrored_directly_in_the_output() {
    let place = Place::new();
    place
        .write("in/a.txt", PAGE)
        .write("in/deep/er/b.md", PAGE)
        .write("in/README", "Plain.\n")
        .write("in/empty.txt", "");
    let (summary, notes) = run(&place.plan("in"));
    let summary = summary.unwrap();
    assert_eq!(place.read("out/a.txt"), CLEAN.as_bytes());
    assert_eq!(place.read("out/deep/er/b.md"), CLEAN.as_bytes());
    assert_eq!(place.read("out/README"), b"Plain.\n");
    assert_eq!(place.read("out/empty.txt"), b"");
    assert_eq!(place.tree("out").len(), 4);
    assert_eq!(summary.files, 4);
    assert_eq!(summary.bytes_in, 2 * PAGE.len() as u64 + 7);
    assert_eq!(summary.bytes_out, 2 * CLEAN.len() as u64 + 7);
    assert_eq!(summary.removed.bytes, summary.bytes_in - summary.bytes_out);
    assert_eq!(summary.removed.lines, 6);
    assert_eq!(summary.kinds[&Kind::Ad], summary.removed);
    assert_eq!(summary.busiest(5).len(), 1);
    assert_eq!(summary.busiest(5)[0].1, 4);
    assert_eq!(summary.failed(), 0);
    assert_eq!(notes.names().len(), 4);
}

#[test]
fn several_inputs_land_under_their_own_names() {
    let place = Place::new();
    place.write("x/one/a.txt", PAGE).write("y/two/a.txt", PAGE).write("z/c.txt", PAGE);
    let mut plan = place.plan("x/one");
    plan.inputs.extend([place.at("y/two/"), place.at("z/c.txt")]);
    let (summary, notes) = run(&plan);
    assert_eq!(summary.unwrap().files, 3);
    let names: Vec<_> = place.tree("out").into_keys().collect();
    assert_eq!(names, ["c.txt", "one/a.txt", "two/a.txt"].map(std::path::PathBuf::from));
    assert_eq!(notes.names(), ["one/a.txt", "two/a.txt", "c.txt"].map(std::path::PathBuf::from));
}

#[test]
fn a_single_file_lands_as_with_cp() {
    let place = Place::new();
    place.write("a.txt", PAGE).write("full/x.txt", "x");
    for (to, lands) in [("b.txt", "b.txt"), ("full", "full/a.txt"), ("new/", "new/a.txt"), ("deep/c.txt", "deep/c.txt")]
    {
        let plan = Plan::new(vec![place.at("a.txt")], Destination::Path(place.at(to)));
        run(&plan).0.unwrap();
        assert_eq!(place.read(lands), CLEAN.as_bytes(), "{to}");
    }
    assert_eq!(place.read("full/x.txt"), b"x");
}

#[test]
fn what_is_skipped_is_counted_by_reason() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b.html", PAGE).write("in/.c.txt", PAGE).write("in/.git/d.txt", PAGE);
    place.write("in/e.txt", b"%PDF-1.4 text").write("in/image", b"\x89PNG\r\n\x1a\n").write("in/no/f.txt", PAGE);
    let mut plan = place.plan("in");
    plan.walk.globs = vec!["!no/".to_owned()];
    let (summary, notes) = run(&plan);
    let summary = summary.unwrap();
    assert_eq!(summary.files, 1);
    let expected = [(Skip::Binary, 2), (Skip::Extension, 1), (Skip::Hidden, 2), (Skip::Glob, 1)];
    assert_eq!(summary.skipped.into_iter().collect::<Vec<_>>(), expected);
    let named = [
        (".c.txt", Skip::Hidden),
        (".git", Skip::Hidden),
        ("b.html", Skip::Extension),
        ("e.txt", Skip::Binary),
        ("image", Skip::Binary),
        ("no", Skip::Glob),
    ];
    assert_eq!(notes.skipped(), named.map(|(name, why)| (name.to_owned(), why)));
    assert_eq!(place.tree("out").len(), 1);
}

#[test]
fn options_of_the_walk_are_heeded() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/.b.html", PAGE).write("in/c.html", PAGE);
    let mut plan = place.plan("in");
    plan.walk.extensions = vec!["html".to_owned()];
    plan.walk.hidden = true;
    assert_eq!(run(&plan).0.unwrap().files, 2);
    // A file that is named is taken whatever the options say.
    let plan = Plan::new(vec![place.at("in/c.html")], Destination::Nowhere);
    assert_eq!(run(&plan).0.unwrap().files, 1);
}

#[test]
fn a_dry_run_writes_nothing_and_shows_texts_to_whoever_asks() {
    struct Texts(Mutex<Vec<u8>>);
    impl Observer for Texts {
        fn done(&self, document: &Done<'_>) {
            self.0.lock().unwrap().extend_from_slice(document.text.unwrap());
        }
        fn wants_text(&self) -> bool {
            true
        }
    }
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b.txt", b"\xff\xfeh\0i\0");
    let plan = Plan::new(vec![place.at("in")], Destination::Nowhere);
    let texts = Texts(Mutex::default());
    let summary = dechaff::run(&plan, &cleaner(), &texts, &AtomicBool::new(false)).unwrap();
    assert_eq!(texts.0.into_inner().unwrap(), [PAGE.as_bytes(), b"hi"].concat());
    assert_eq!(summary.transcoded.into_iter().collect::<Vec<_>>(), [("UTF-16LE", 1)]);
    assert_eq!(fs::read_dir(place.at("")).unwrap().count(), 1);
}

#[test]
fn threads_change_nothing() {
    let place = Place::with_pages(400);
    let units = PAGE.encode_utf16().chain([0xD800]).flat_map(u16::to_be_bytes);
    let torn: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
    place.write("in/05/broken.txt", torn).write("in/05/pic.txt", b"\x89PNG\r\n\x1a\n");
    let mut first = None;
    for count in [1, 2, 8, 2] {
        let mut plan = place.plan("in");
        plan.threads = threads(count);
        plan.overwrite = true;
        let (summary, notes) = run(&plan);
        let seen = (summary.unwrap(), notes.names(), notes.skipped(), place.tree("out"), place.read("audit.jsonl"));
        assert_eq!(seen.0.files, 401);
        assert!(seen.1.is_sorted());
        match &first {
            None => first = Some(seen),
            Some(first) => assert!(*first == seen, "{count} threads differ"),
        }
        fs::remove_dir_all(place.at("out")).unwrap();
    }
}

#[test]
fn a_survey_counts_what_a_run_reads() {
    let place = Place::with_pages(50);
    place.write("in/skip.html", PAGE);
    let never = AtomicBool::new(false);
    let survey: Survey = dechaff::survey(&[place.at("in")], &WalkOptions::default(), &never).unwrap();
    let summary = run(&place.plan("in")).0.unwrap();
    assert_eq!((survey.files, survey.bytes), (summary.files, summary.bytes_in));
    let missing = dechaff::survey(&[place.at("gone")], &WalkOptions::default(), &never);
    assert_eq!(missing.unwrap_err().kind(), ErrorKind::Read);
}

/// Asks for a stop as soon as it hears of the first document.
struct Impatient<'a>(&'a AtomicBool, Notes);

impl Observer for Impatient<'_> {
    fn done(&self, document: &Done<'_>) {
        self.0.store(true, Ordering::Relaxed);
        self.1.done(document);
    }
}

#[test]
fn a_stop_leaves_whole_files_and_a_whole_audit() {
    let place = Place::with_pages(2000);
    let stop = AtomicBool::new(false);
    let observer = Impatient(&stop, Notes::default());
    let summary = dechaff::run(&place.plan("in"), &cleaner(), &observer, &stop).unwrap();
    assert!(summary.interrupted);
    assert!(summary.files >= 1 && summary.files < 2000, "{}", summary.files);
    // Every file that was written was told of and is in the audit, from which it comes back.
    let written = place.tree("out");
    assert_eq!(written.len() as u64, summary.files);
    assert_eq!(observer.1.names().len() as u64, summary.files);
    let (restored, _) = crate::harness::restore(&place, "out", "audit.jsonl", "again");
    assert_eq!(restored.unwrap().files, summary.files);
    let originals = place.tree("in");
    assert!(tree(&place.at("again")).iter().all(|(name, bytes)| originals[name] == *bytes));
}

#[test]
fn a_run_that_was_stopped_before_it_began_is_empty() {
    let place = Place::with_pages(10);
    let summary = dechaff::run(&place.plan("in"), &cleaner(), &(), &AtomicBool::new(true)).unwrap();
    assert!(summary.interrupted);
    assert_eq!(summary.files, 0);
    assert!(place.tree("out").is_empty());
    assert_eq!(crate::harness::restore(&place, "out", "audit.jsonl", "again").0.unwrap().files, 0);
}
