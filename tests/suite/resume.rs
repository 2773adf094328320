//! Runs that go on from former ones: what is cleaned again and why, what the journal says, and what becomes of outputs
//! whose inputs are gone.

mod damage;
mod prune;
mod records;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use dechaff::{Again, Cleaner, Destination, Done, Learning, Observer, Plan, Summary};

use crate::harness::{CLEAN, JOURNAL, PAGE, Place, run, threads};

/// A plan that goes on from what is in `out`.
pub fn plan(place: &Place) -> Plan {
    let mut plan = Plan::new(vec![place.at("in")], Destination::Path(place.at("out")));
    plan.threads = threads(2);
    plan.resume = true;
    plan
}

/// Cleans what is new or changed, and asserts that the outcome is that of a run that begins anew.
#[track_caller]
pub fn resume(place: &Place) -> Summary {
    let summary = run(&plan(place)).0.unwrap();
    assert_eq!(summary.failed(), 0);
    let mut anew = plan(place);
    (anew.destination, anew.resume, anew.overwrite) = (Destination::Path(place.at("anew")), false, true);
    let _ = fs::remove_dir_all(place.at("anew"));
    run(&anew).0.unwrap();
    assert!(place.tree("out") == place.tree("anew"), "the tree differs from that of a run that begins anew");
    assert_eq!(journal(place, "out"), journal(place, "anew"));
    summary
}

pub fn journal(place: &Place, out: &str) -> String {
    String::from_utf8(place.read(Path::new(out).join(JOURNAL))).unwrap()
}

fn again(summary: &Summary) -> Vec<(Again, u64)> {
    summary.again.iter().map(|(why, n)| (*why, *n)).collect()
}

/// When each file below `out`, and each folder, was last changed.
fn times(place: &Place) -> BTreeMap<PathBuf, SystemTime> {
    let all = walkdir::WalkDir::new(place.at("out")).into_iter().map(Result::unwrap);
    all.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
}

fn touch(path: &Path) {
    let file = fs::File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
}

/// Words of which texts are made that no two pages share.
const WORDS: [&str; 21] = [
    "harbour", "lantern", "granite", "willow", "ferry", "copper", "meadow", "signal", "orchard", "timber", "quarry",
    "anchor", "thistle", "beacon", "cobble", "drizzle", "ember", "furrow", "gable", "hollow", "inlet",
];

/// Page `n` of a site with a head of its own.
fn page(site: usize, n: usize) -> String {
    let [a, b, c, d] = [1, 2, 5, 7].map(|step| WORDS[(n + step) % WORDS.len()]);
    format!(
        "Blatt {site}\nMeldungen\nGezeiten\n\nThe {a} of {b}\n\nThe {c} stood by the {d} for years, and nobody at the \
         {a} had seen a {b} like that one.\n\nIt went to the {b} in the end, which had asked for a {c} since the {d} was \
         lost in May.\n"
    )
}

/// Two sites of ten pages each.
fn sites() -> Place {
    let place = Place::new();
    for n in 0..20 {
        place.write(format!("in/site{}/{n:02}.txt", n % 2), page(n % 2, n));
    }
    place
}

#[test]
fn where_nothing_changed_nothing_is_read_or_written() {
    let place = Place::with_pages(200);
    place.write("in/01/picture", b"\x89PNG\r\n\x1a\n");
    assert_eq!(again(&resume(&place)), [(Again::New, 200)]);
    let (before, written) = (place.tree("out"), times(&place));
    let summary = resume(&place);
    assert_eq!((summary.files, summary.unchanged, summary.skipped.len()), (0, 200, 1));
    assert!(place.tree("out") == before && times(&place) == written);
}

#[test]
fn what_is_new_or_changed_by_content_is_cleaned() {
    let place = Place::with_pages(60);
    resume(&place);
    place.write("in/00/0000.txt", PAGE).write("in/new/a.txt", PAGE);
    touch(&place.at("in/01/0001.txt"));
    // Of the same size, and with a time of its own.
    let same_size = String::from_utf8(place.read("in/02/0002.txt")).unwrap().replace("Monday", "Sunday");
    place.write("in/02/0002.txt", same_size);
    let mut off = plan(&place);
    off.learning = Learning::Off;
    let summary = resume(&place);
    let told = again(&summary);
    assert!(told.contains(&(Again::New, 1)) && told.contains(&(Again::Content, 2)), "{told:?}");
    assert_eq!(summary.files + summary.unchanged, 61);
    assert_eq!(place.read("out/new/a.txt"), CLEAN.as_bytes());
    assert_eq!(resume(&place).unchanged, 61, "a file that was only touched is known by its new time");
}

#[test]
fn copies_that_are_missing_or_cut_are_made_again() {
    let place = Place::with_pages(60);
    resume(&place);
    fs::remove_file(place.at("out/00/0000.txt")).unwrap();
    place.write("out/01/0001.txt", "cut");
    let summary = resume(&place);
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::Copy, 2)], 58));
}

#[test]
fn a_file_that_became_text_is_cleaned_and_one_that_became_none_is_not() {
    let place = Place::new();
    place.write("in/a.txt", PAGE).write("in/b.txt", b"%PDF-1.4");
    resume(&place);
    place.write("in/b.txt", PAGE);
    assert_eq!(again(&resume(&place)), [(Again::Content, 1)]);
    place.write("in/a.txt", b"%PDF-1.4");
    let summary = run(&plan(&place)).0.unwrap();
    assert_eq!((summary.files, summary.unchanged, summary.skipped.len()), (0, 1, 1));
    assert_eq!(place.read("out/a.txt"), CLEAN.as_bytes(), "what was written is not taken away unasked");
}

#[test]
fn other_rules_clean_all_again_and_say_so() {
    let place = Place::with_pages(40);
    resume(&place);
    let plain = Cleaner::builder().builtin_packs(false).build().unwrap();
    let never = AtomicBool::new(false);
    let summary = dechaff::run(&plan(&place), &plain, &(), &never).unwrap();
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::Rules, 40)], 0));
    assert!(place.tree("out").values().any(|text| text == PAGE.as_bytes()));
    assert_eq!(dechaff::run(&plan(&place), &plain, &(), &never).unwrap().unchanged, 40);
    let mut off = plan(&place);
    off.learning = Learning::Off;
    assert_eq!(again(&dechaff::run(&off, &plain, &(), &never).unwrap()), [(Again::Rules, 40)]);
    assert_eq!(resume(&place).files, 40);
}

#[test]
fn a_page_is_cleaned_again_when_its_own_site_changed_and_not_when_another_did() {
    let place = sites();
    let first = resume(&place);
    assert!(!place.tree("out").values().any(|text| text.starts_with(b"Blatt")), "both sites are learnt");
    assert_eq!(first.files, 20);
    place.write("in/site1/new.txt", page(1, 20));
    let summary = resume(&place);
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::New, 1), (Again::Site, 10)], 10));
    fs::remove_file(place.at("in/site1/new.txt")).unwrap();
    let mut prune = plan(&place);
    prune.prune = true;
    let summary = run(&prune).0.unwrap();
    assert_eq!((again(&summary), summary.pruned), (vec![(Again::Site, 10)], 1));
    assert_eq!(resume(&place).unchanged, 20);
}

#[test]
fn too_few_pages_teach_nothing_whatever_their_number() {
    let place = Place::new();
    for n in 0..5 {
        place.write(format!("in/few/{n}.txt"), PAGE);
        let summary = resume(&place);
        assert_eq!((again(&summary), summary.unchanged), (vec![(Again::New, 1)], n));
    }
}

#[test]
fn another_profile_cleans_again_what_it_knows_of() {
    let place = sites();
    let never = AtomicBool::new(false);
    let known = dechaff::learn_sites(&plan(&place), &never).unwrap();
    place.write("more/site1/new.txt", page(1, 20));
    let mut more = known.clone();
    more.merge(dechaff::learn_sites(&Plan::new(vec![place.at("more")], Destination::Nowhere), &never).unwrap());
    let with = |profile: &dechaff::site::Profile| {
        let mut plan = plan(&place);
        plan.learning = Learning::Known(profile.clone());
        run(&plan).0.unwrap()
    };
    assert_eq!(with(&known).files, 20);
    assert_eq!(with(&known).unchanged, 20);
    let summary = with(&more);
    assert_eq!((again(&summary), summary.unchanged), (vec![(Again::Site, 10)], 10));
}

/// Asks for a stop as soon as it hears of the first document.
struct Impatient<'a>(&'a AtomicBool);

impl Observer for Impatient<'_> {
    fn done(&self, _document: &Done<'_>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_run_that_was_stopped_is_gone_on_with() {
    let place = Place::with_pages(3000);
    let stop = AtomicBool::new(false);
    let stopped = dechaff::run(&plan(&place), &crate::harness::cleaner(), &Impatient(&stop), &stop).unwrap();
    assert!(stopped.interrupted && stopped.files < 3000);
    assert_eq!(place.tree("out").len() as u64, stopped.files);
    let summary = resume(&place);
    assert_eq!((summary.unchanged, summary.files), (stopped.files, 3000 - stopped.files));
}

#[test]
fn journals_of_the_same_files_are_the_same() {
    let place = Place::with_pages(300);
    place.write("z/a.txt", PAGE).write("in/00/torn", b"\xff\xfeh\0i\0");
    let mut plan = plan(&place);
    plan.inputs = vec![place.at("z"), place.at("in")];
    (plan.resume, plan.overwrite) = (false, true);
    let mut first = None;
    for (count, resume) in [(1, false), (2, false), (8, false), (2, true), (1, true)] {
        (plan.threads, plan.resume) = (threads(count), resume);
        run(&plan).0.unwrap();
        let told = journal(&place, "out");
        assert!(told == *first.get_or_insert_with(|| told.clone()), "{count} threads, resumed: {resume}");
        if count == 2 {
            fs::remove_dir_all(place.at("out")).unwrap();
        }
    }
    let told = first.unwrap();
    assert_eq!(told.lines().count(), 304);
    let line = told.lines().find(|line| line.contains("\"z/a.txt\"")).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!((&line["outcome"], &line["bytes"]), (&"cleaned".into(), &PAGE.len().into()));
    assert_eq!(line["clean_bytes"], CLEAN.len());
}

#[test]
fn a_journal_is_no_document_and_a_dry_run_keeps_none() {
    let place = Place::with_pages(10);
    resume(&place);
    let mut hidden = Plan::new(vec![place.at("out")], Destination::Path(place.at("copy")));
    hidden.walk.hidden = true;
    hidden.walk.extensions.push("jsonl".to_owned());
    assert_eq!(run(&hidden).0.unwrap().files, 10);
    let mut named = Plan::new(vec![place.at("out").join(JOURNAL), place.at("in")], Destination::Path(place.at("two")));
    named.walk.hidden = true;
    assert_eq!(run(&named).0.unwrap().files, 10);
    assert!(journal(&place, "two").contains("\"inputs\":10}"));
    let dry = Plan::new(vec![place.at("in")], Destination::Nowhere);
    run(&dry).0.unwrap();
    assert!(!place.at("in").join(JOURNAL).exists() && !place.at(JOURNAL).exists());
}

#[test]
fn what_can_not_be_gone_on_with_is_refused() {
    let place = Place::with_pages(5);
    place.write("out/mine.txt", "mine");
    let said = |plan: &Plan| run(plan).0.unwrap_err().to_string();
    assert!(said(&plan(&place)).contains("no journal"));
    assert_eq!(place.tree("out").len(), 1);
    let mut overwriting = plan(&place);
    overwriting.overwrite = true;
    assert_eq!(run(&overwriting).0.unwrap().files, 5, "--overwrite takes the folder as it is");
    assert_eq!(run(&plan(&place)).0.unwrap().unchanged, 5);
    let mut audited = plan(&place);
    audited.audit = Some(place.at("audit.jsonl"));
    assert!(said(&audited).contains("audit.jsonl: bad paths: an audit tells of all documents"), "{}", said(&audited));
    let mut single = plan(&place);
    single.inputs = vec![place.at("in/00/0000.txt")];
    assert!(said(&single).contains("single file"));
    let mut other = plan(&place);
    (other.inputs, other.resume) = (vec![place.at("in/00")], false);
    assert!(said(&other).contains("not empty"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_journal_is_replaced_and_not_followed() {
    let place = Place::with_pages(5);
    place.write("mine.txt", "mine").write("out/x", "x");
    std::os::unix::fs::symlink(place.at("mine.txt"), place.at("out").join(JOURNAL)).unwrap();
    assert!(run(&plan(&place)).0.unwrap_err().to_string().contains("no journal"));
    let mut overwriting = plan(&place);
    overwriting.overwrite = true;
    for _ in 0..2 {
        assert_eq!(run(&overwriting).0.unwrap().failed(), 0);
        assert_eq!(place.read("mine.txt"), b"mine");
    }
    assert_eq!(run(&plan(&place)).0.unwrap().unchanged, 5);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_known_again() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    place.write(std::ffi::OsStr::from_bytes(b"in/\xff\xfe/caf\xe9.txt"), PAGE).write("in/a \"b\"\n.txt", PAGE);
    resume(&place);
    assert_eq!(resume(&place).unchanged, 2);
}

/// Tries to write into the same folder while a run is under way.
struct Rival<'a>(&'a Place, std::sync::Mutex<Vec<String>>);

impl Observer for Rival<'_> {
    fn done(&self, _document: &Done<'_>) {
        self.1.lock().unwrap().push(run(&plan(self.0)).0.unwrap_err().to_string());
    }
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_write_into_one_folder() {
    let place = Place::with_pages(2);
    let rival = Rival(&place, std::sync::Mutex::default());
    dechaff::run(&plan(&place), &crate::harness::cleaner(), &rival, &AtomicBool::new(false)).unwrap();
    assert!(rival.1.lock().unwrap().iter().all(|said| said.contains("another run of dechaff writes there")));
}
