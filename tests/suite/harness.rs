//! What the tests of the library's runs share: trees on disk, a small cleaner, and an observer that takes notes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use dechaff::packs::Pack;
use dechaff::{Cleaner, Destination, Done, Error, Observer, Plan, Skip, Summary};
use tempfile::TempDir;

/// A page of which a [`cleaner`] removes two lines.
pub const PAGE: &str = "\
The lanes along the Cedar reopened on Monday after crews cleared the last of the silt, the council said.

AD BREAK

Walkers came back within the hour, and the café by the lock sold out of soup by noon, as it had in spring.
AD BREAK
Volunteers will plant willows along the bank in autumn, and the old towpath is to be laid again with gravel.
";

/// [`PAGE`] without them.
pub const CLEAN: &str = "\
The lanes along the Cedar reopened on Monday after crews cleared the last of the silt, the council said.

Walkers came back within the hour, and the café by the lock sold out of soup by noon, as it had in spring.
Volunteers will plant willows along the bank in autumn, and the old towpath is to be laid again with gravel.
";

const PACK: &str = r#"
name = "own"
language = "en"
[[entry]]
id = "break"
kind = "ad"
match = "line"
text = "ad break"
weight = 150
hits = ["AD BREAK"]
"#;

/// A cleaner that takes out advertisements called `AD BREAK`; the built-in packs do not change these tests.
pub fn cleaner() -> Cleaner {
    let pack = Pack::parse(PACK, "own.toml").unwrap();
    Cleaner::builder().builtin_packs(false).pack(pack).build().unwrap()
}

/// A folder to work in, which goes when the test ends.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Place(TempDir::new().unwrap())
    }

    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, path: impl AsRef<Path>) -> Vec<u8> {
        fs::read(self.at(path)).unwrap()
    }

    /// Many small pages in folders, some of them with names and content of their own.
    pub fn with_pages(count: usize) -> Self {
        let place = Place::new();
        for n in 0..count {
            let text = if n % 3 == 0 { format!("Page {n} of the almanac.\n") } else { PAGE.repeat(1 + n % 7) };
            place.write(format!("in/{:02}/{n:04}.txt", n % 17), text);
        }
        place
    }

    /// A plan to clean the input into `out`, with an audit, on two threads.
    pub fn plan(&self, input: &str) -> Plan {
        let mut plan = Plan::new(vec![self.at(input)], Destination::Path(self.at("out")));
        plan.audit = Some(self.at("audit.jsonl"));
        plan.threads = threads(2);
        plan
    }

    /// Every file below `path` but journals, links unfollowed, with its bytes.
    pub fn tree(&self, path: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        tree(&self.at(path))
    }
}

/// A small disk of its own, which goes when the test ends.
pub struct Disk(PathBuf);

impl Disk {
    /// One with room for `size` at `at`, where this user may mount disks.
    pub fn mount(at: PathBuf, size: &str) -> Option<Disk> {
        fs::create_dir(&at).unwrap();
        let size = format!("size={size}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&at).output();
        mount.is_ok_and(|mount| mount.status.success()).then_some(Disk(at))
    }

    /// Changes how it is mounted.
    pub fn remount(&self, how: &str) {
        let mount = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status();
        assert!(mount.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// What the journal of an output folder is called.
pub const JOURNAL: &str = ".dechaff-journal.jsonl";

pub fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && entry.file_name() != JOURNAL {
                let name = entry.path().strip_prefix(root).unwrap().to_owned();
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}

pub fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

/// Runs `plan` with a [`cleaner`] to its end.
pub fn run(plan: &Plan) -> (dechaff::Result<Summary>, Notes) {
    let notes = Notes::default();
    let summary = dechaff::run(plan, &cleaner(), &notes, &AtomicBool::new(false));
    (summary, notes)
}

/// Restores with no wish to stop.
pub fn restore(place: &Place, clean: &str, audit: &str, to: &str) -> (dechaff::Result<dechaff::RestoreSummary>, Notes) {
    let notes = Notes::default();
    let never = AtomicBool::new(false);
    let summary = dechaff::restore(&place.at(clean), &place.at(audit), &place.at(to), false, &notes, &never);
    (summary, notes)
}

/// What an observer was told, in the order of telling.
#[derive(Default)]
pub struct Notes {
    pub done: Mutex<Vec<PathBuf>>,
    pub skipped: Mutex<Vec<(PathBuf, Skip)>>,
    pub failed: Mutex<Vec<String>>,
}

impl Notes {
    pub fn names(&self) -> Vec<PathBuf> {
        self.done.lock().unwrap().clone()
    }

    /// Names of what was skipped, with the reason.
    pub fn skipped(&self) -> Vec<(String, Skip)> {
        let skipped = self.skipped.lock().unwrap();
        skipped.iter().map(|(path, why)| (path.file_name().unwrap().to_string_lossy().into_owned(), *why)).collect()
    }

    pub fn failed(&self) -> Vec<String> {
        self.failed.lock().unwrap().clone()
    }
}

impl Observer for Notes {
    fn done(&self, document: &Done<'_>) {
        self.done.lock().unwrap().push(document.name.to_owned());
    }

    fn skipped(&self, path: &Path, why: Skip) {
        self.skipped.lock().unwrap().push((path.to_owned(), why));
    }

    fn failed(&self, error: &Error) {
        self.failed.lock().unwrap().push(error.to_string());
    }
}

/// `bytes` as a member of gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// `bytes` as a frame of zstd, with its checksum.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 0).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
