//! Watches folders, and cleans files as a scraper finishes writing them.
//!
//! It looks at all names and times again and again, rather than being told by the system: that works on every file
//! system, misses nothing that came while it was not listening, and has no limit on the number of folders. A large tree
//! is looked at less often, so that looking takes no more than a tenth of the time.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::ledger::Books;
use super::observer::Observer;
use super::places::{Places, settle};
use super::plan::{Learning, Plan};
use super::resume::Ways;
use super::round::Round;
use super::sites::Sites;
use super::summary::Summary;
use crate::cleaner::Cleaner;
use crate::container::{Kind, Rejects};
use crate::error::{Error, ErrorKind, Result};
use crate::journal::Stamp;
use crate::walk::{Found, Root, Skip, Walker};
use crate::write::prepare;

/// The shortest time between two looks: a file that is the same in both has been quiet for so long.
const PERIOD: Duration = Duration::from_secs(1);

/// How long a stop may go unnoticed between two looks.
const NAP: Duration = Duration::from_millis(50);

/// For each moment of looking so many pass without.
const REST: u32 = 9;

/// Cleans what `plan` says, and what comes into its inputs later, until `stop` is set; goes on from what former runs did,
/// as `plan` says. A file is cleaned once it has been quiet for a second, and again when it changes.
///
/// # Errors
/// Before anything is written: as for [`run`](super::run), and when knowledge of sites is to be learnt from the inputs,
/// or JSON Lines are to be made of all of them, as they are not there yet.
pub fn watch(plan: &Plan, cleaner: &Cleaner, observer: &dyn Observer, stop: &AtomicBool) -> Result<Summary> {
    if plan.jsonl.is_some() {
        let detail = "files that are yet to come are cleaned one by one; make JSON Lines of their clean copies";
        return Err(Error::at(ErrorKind::Setting, Path::new("jsonl"), detail));
    }
    let profile = match &plan.learning {
        Learning::Here => {
            let detail =
                "what sites repeat can't be learnt from files that are yet to come; learn before, or not at all";
            return Err(Error::at(ErrorKind::Setting, Path::new("learning"), detail));
        }
        Learning::Off => None,
        Learning::Known(profile) => Some(profile),
    };
    let roots = Root::all(&plan.inputs)?;
    let Places { target, .. } = settle(plan, &roots)?;
    prepare(&target)?;
    let mut books = Books::open(plan, &target, None)?;
    let sites = profile.map(|profile| Sites::new(profile, plan.site_by));
    let ways = Ways::of(plan, cleaner);
    let mut eye = Eye::default();
    let mut summary = Summary::default();
    while !stop.load(Relaxed) {
        let begun = Instant::now();
        let found = eye.look(Walker::new(&roots, &plan.walk, target.path())?, stop);
        if !found.is_empty() {
            let (target, sites, quiet) = (&target, sites.as_ref(), Some(&eye.quiet));
            let round = Round { plan, cleaner, observer, stop, target, ways, sites, quiet, lone: false };
            let (part, news) = round.clean(found.into_iter(), &books, HashSet::new(), None, Rejects::nowhere());
            books.enter(news);
            summary += part?;
        }
        rest(begun.elapsed() * REST, stop);
    }
    // To be stopped is its end.
    summary.interrupted = false;
    books.close(plan, &target, false, observer, &mut summary);
    Ok(summary)
}

/// Waits, but not for long once `stop` is set.
fn rest(time: Duration, stop: &AtomicBool) {
    let end = Instant::now() + time.max(PERIOD);
    while !stop.load(Relaxed) && Instant::now() < end {
        std::thread::sleep(NAP);
    }
}

/// What was seen so far.
#[derive(Debug, Default)]
struct Eye {
    files: HashMap<PathBuf, Seen>,
    /// Files that were the same in the last two looks and not before, by name.
    quiet: HashMap<PathBuf, Stamp>,
    /// What was passed over or could not be looked at, and told of.
    told: HashSet<String>,
}

/// A file in the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    stamp: Stamp,
    /// Whether it was handed on with this stamp.
    handed: bool,
}

impl Eye {
    /// Looks at all that `walk` meets, and tells what is to be dealt with now: files that have become quiet, and what else
    /// was not told of before.
    fn look(&mut self, walk: impl Iterator<Item = Found>, stop: &AtomicBool) -> Vec<Found> {
        let before = std::mem::take(&mut self.files);
        self.quiet.clear();
        let mut due = Vec::new();
        for found in walk.map(without_records) {
            if stop.load(Relaxed) {
                break;
            }
            match &found {
                Found::File { path, name } => {
                    let Ok(meta) = fs::metadata(path) else { continue };
                    let seen = next(before.get(name).copied(), Stamp::of(&meta));
                    self.files.insert(name.clone(), seen);
                    if seen.handed && before.get(name).is_some_and(|last| !last.handed) {
                        self.quiet.insert(name.clone(), seen.stamp);
                        due.push(found);
                    }
                }
                Found::Skipped(path, _) => {
                    if self.told.insert(path.to_string_lossy().into_owned()) {
                        due.push(found);
                    }
                }
                Found::Failed(error) => {
                    if self.told.insert(error.to_string()) {
                        due.push(found);
                    }
                }
            }
        }
        due
    }
}

/// What the walk `found`, where it is no file of records: these grow for as long as a scraper runs, and are cleaned when
/// they are whole, or as a stream.
fn without_records(found: Found) -> Found {
    match found {
        Found::File { path, .. } if Kind::of(&path).is_some() => Found::Skipped(path, Skip::Extension),
        found => found,
    }
}

/// How a file is seen that has this `stamp` now: it is handed on when it is as it was `before`.
fn next(before: Option<Seen>, stamp: Stamp) -> Seen {
    Seen { stamp, handed: before.is_some_and(|before| before.stamp == stamp) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Destination;

    fn look(eye: &mut Eye, folder: &Path) -> Vec<String> {
        let roots = Root::all(&[folder.to_owned()]).unwrap();
        let walk = Walker::new(&roots, &crate::WalkOptions::default(), None).unwrap();
        let due = eye.look(walk, &AtomicBool::new(false)).into_iter();
        due.map(|found| match found {
            Found::File { name, .. } => name.display().to_string(),
            Found::Skipped(_, why) => why.to_string(),
            Found::Failed(error) => error.to_string(),
        })
        .collect()
    }

    #[test]
    fn a_file_is_due_when_it_is_quiet_and_again_when_it_changed() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        let mut eye = Eye::default();
        let nothing: [&str; 0] = [];
        write("a.txt", "half");
        write("b.part", "half");
        assert_eq!(look(&mut eye, dir.path()), ["extension"]);
        write("a.txt", "half and half");
        assert_eq!(look(&mut eye, dir.path()), nothing, "it grew since");
        assert_eq!(look(&mut eye, dir.path()), ["a.txt"]);
        assert_eq!(eye.quiet.len(), 1);
        assert_eq!(look(&mut eye, dir.path()), nothing, "once is enough");
        fs::rename(dir.path().join("b.part"), dir.path().join("b.txt")).unwrap();
        write("a.txt", "more than that");
        assert_eq!(look(&mut eye, dir.path()), nothing);
        assert_eq!(look(&mut eye, dir.path()), ["a.txt", "b.txt"]);
        fs::remove_file(dir.path().join("a.txt")).unwrap();
        assert_eq!(look(&mut eye, dir.path()), nothing);
        write("a.txt", "more than that");
        assert_eq!(look(&mut eye, dir.path()), nothing, "it was away");
        assert_eq!(look(&mut eye, dir.path()), ["a.txt"]);
    }

    #[test]
    fn what_is_written_to_when_its_turn_comes_is_left_for_later() {
        let dir = tempfile::tempdir().unwrap();
        let input = dir.path().join("in");
        fs::create_dir(&input).unwrap();
        fs::write(input.join("a.txt"), "half").unwrap();
        let (cleaner, stop) = (Cleaner::builder().builtin_packs(false).build().unwrap(), AtomicBool::new(false));
        let mut plan = Plan::new(vec![input.clone()], Destination::Path(dir.path().join("out")));
        (plan.resume, plan.learning) = (true, Learning::Off);
        let roots = Root::all(&plan.inputs).unwrap();
        let Places { target, .. } = settle(&plan, &roots).unwrap();
        prepare(&target).unwrap();
        let books = Books::open(&plan, &target, None).unwrap();
        let ways = Ways::of(&plan, &cleaner);
        let files = |text: &str| {
            let stamp = Stamp::of(&fs::metadata(input.join("a.txt")).unwrap());
            fs::write(input.join("a.txt"), text).unwrap();
            let quiet = HashMap::from([(PathBuf::from("a.txt"), stamp)]);
            let (plan, cleaner, stop, target) = (&plan, &cleaner, &stop, &target);
            let round = Round {
                plan,
                cleaner,
                observer: &(),
                stop,
                target,
                ways,
                sites: None,
                quiet: Some(&quiet),
                lone: false,
            };
            let walk = Walker::new(&roots, &plan.walk, None).unwrap();
            round.clean(walk, &books, HashSet::new(), None, Rejects::nowhere()).0.unwrap().files
        };
        assert_eq!(files("half and half"), 0);
        assert!(!dir.path().join("out/a.txt").exists());
    }
}
