//! Runs the program in a folder of its own and looks at what comes of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::harness::JOURNAL;

/// A page with three lines that the pack of a [`Place`] removes. They stand between paragraphs, where no rule but the
/// pack's speaks.
pub const PAGE: &str = "\
The lanes along the Cedar reopened on Monday after crews cleared the last of the silt from the locks and the slips.

AD BREAK

Walkers came back within the hour, and the café by the lock sold out of soup by noon, as it had not done since May.

STORY GOES ON BELOW
AD BREAK

Volunteers will plant willows along the bank in autumn, the council said, and the old towpath is to be laid again.

The gravel for it comes from the quarry upstream, which has stood idle since the winter of the great frost of 1987.
";

/// [`PAGE`] without them.
pub const CLEAN: &str = "\
The lanes along the Cedar reopened on Monday after crews cleared the last of the silt from the locks and the slips.

Walkers came back within the hour, and the café by the lock sold out of soup by noon, as it had not done since May.

Volunteers will plant willows along the bank in autumn, the council said, and the old towpath is to be laid again.

The gravel for it comes from the quarry upstream, which has stood idle since the winter of the great frost of 1987.
";

/// A text of which nothing goes.
pub const PLAIN: &str = "The ferry left at nine, as it had done every day since the war, and nobody waved.\n";

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
[[entry]]
id = "goes-on"
kind = "furniture"
match = "prefix"
text = "story goes on"
weight = 120
hits = ["STORY GOES ON BELOW"]
misses = ["The story goes on below deck."]
"#;

/// A folder to run the program in. Its `dechaff.toml` puts a small pack in the place of the built-in ones.
pub struct Place(TempDir);

/// What came of a run.
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        let place = Place(TempDir::new().unwrap());
        place.write("own.toml", PACK);
        place.write("dechaff.toml", "packs = [\"own.toml\"]\nbuiltin-packs = false\n");
        place
    }

    /// A place with `in/page.txt`, `in/deep/page.md`, `in/plain.txt`, and `in/image.png`, which is no text.
    pub fn with_tree() -> Self {
        let place = Place::new();
        place.write("in/page.txt", PAGE);
        place.write("in/deep/page.md", PAGE);
        place.write("in/plain.txt", PLAIN);
        place.write("in/image.png", "\0\0\0");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// All files below `folder` but journals, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let root = self.path(folder);
        let mut files: Vec<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file() && entry.file_name() != JOURNAL)
            .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        files.sort();
        files
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dechaff"));
        command.current_dir(self.0.path()).args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program in this place.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// Runs the program with `input` on standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A program that does not want its input closes the pipe.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().unwrap()
        });
        let stderr = String::from_utf8(output.stderr).unwrap();
        Ran { code: output.status.code(), stdout: output.stdout, stderr }
    }
}

impl Ran {
    /// Asserts how it ended.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        let Ran { stdout, stderr, .. } = &self;
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {stderr}", String::from_utf8_lossy(stdout));
        self
    }

    /// Asserts that standard error holds every one of `parts`.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is not in: {}", self.stderr);
        }
        self
    }

    /// Asserts that nothing was said.
    #[track_caller]
    pub fn silent(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout).unwrap()
    }
}

/// Whether `path` is there.
pub fn exists(place: &Place, path: impl AsRef<Path>) -> bool {
    place.0.path().join(path).exists()
}
