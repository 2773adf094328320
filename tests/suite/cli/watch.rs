//! `dechaff watch`, with a live program. The tests wait for what is to come, however long it takes; none passes because
//! time went by.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::program::{CLEAN, PAGE, PLAIN, Place, exists};

/// A program that watches `in`.
struct Watcher<'p> {
    place: &'p Place,
    child: Child,
    stderr: BufReader<ChildStderr>,
}

impl<'p> Watcher<'p> {
    /// Starts it, and waits until it watches.
    fn new(place: &'p Place, flags: &[&str]) -> Self {
        fs::create_dir_all(place.path("in")).unwrap();
        let mut child = place.command(&[&["watch", "in", "-o", "out", "-v"], flags].concat()).spawn().unwrap();
        let mut watcher = Watcher { place, stderr: BufReader::new(child.stderr.take().unwrap()), child };
        watcher.hears("watching in");
        watcher
    }

    /// Waits for a line that holds `part`, and gives back all lines until then.
    fn hears(&mut self, part: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            assert!(self.stderr.read_line(&mut line).unwrap() > 0, "it ended before it said {part:?}: {lines:?}");
            lines.push(line);
            if lines.last().is_some_and(|line| line.contains(part)) {
                return lines;
            }
        }
    }

    /// Waits until the file `name` of the output is `text`, and gives up when that takes for ever.
    fn sees(&self, name: &str, text: &str) {
        let begun = Instant::now();
        while fs::read_to_string(self.place.path(name)).ok().as_deref() != Some(text) {
            assert!(begun.elapsed() < Duration::from_secs(120), "{name} does not come");
            sleep(Duration::from_millis(20));
        }
    }

    /// Ends it by Ctrl-C, and tells what it said since, and how it ended.
    fn stop(mut self) -> (String, Option<i32>) {
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap().success());
        let mut said = String::new();
        self.stderr.read_to_string(&mut said).unwrap();
        (said, self.child.wait().unwrap().code())
    }
}

impl Drop for Watcher<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_is_there_and_what_comes_is_cleaned_until_it_is_stopped() {
    let place = Place::with_tree();
    let mut watcher = Watcher::new(&place, &[]);
    watcher.sees("out/page.txt", CLEAN);
    // By renaming, as a careful scraper writes.
    place.write("in/new/b.txt.part", PAGE);
    fs::rename(place.path("in/new/b.txt.part"), place.path("in/new/b.txt")).unwrap();
    watcher.hears("cleaned: in/new/b.txt: new");
    watcher.sees("out/new/b.txt", CLEAN);
    // And again when it changes.
    place.write("in/new/b.txt", PLAIN);
    watcher.hears("cleaned: in/new/b.txt: changed");
    watcher.sees("out/new/b.txt", PLAIN);
    let (said, code) = watcher.stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Cleaned 5 files") && !said.contains("Interrupted"), "{said}");
    assert_eq!(place.files("out"), ["deep/page.md", "new/b.txt", "page.txt", "plain.txt"]);
    let ran = place.run(&["clean", "in", "-o", "out", "--resume", "--learn", "off"]).code(0);
    ran.says(&["Unchanged   4 files"]);
}

#[test]
fn a_file_that_grows_comes_out_whole() {
    let place = Place::new();
    let watcher = Watcher::new(&place, &[]);
    let mut file = fs::File::create(place.path("in/slow.txt")).unwrap();
    // It grows, half a line at a time, until the program has seen two others come and become quiet.
    let mut chunks = 0;
    for round in 0..2 {
        place.write(&format!("in/mark{round}.txt"), PLAIN);
        while !exists(&place, format!("out/mark{round}.txt")) {
            write!(file, "On day {chunks} the tide came in at noon, and the").unwrap();
            sleep(Duration::from_millis(2));
            write!(file, " harbour office wrote down {} ships.\n\nAD BREAK\n\n", chunks * 7 % 31).unwrap();
            chunks += 1;
            assert!(chunks < 60_000, "the marks do not come");
        }
    }
    drop(file);
    let whole = place.run(&["clean", "in/slow.txt"]).code(0).text();
    watcher.sees("out/slow.txt", &whole);
    assert_eq!(watcher.stop().1, Some(0));
}

#[test]
fn what_fails_is_told_once_and_the_rest_goes_on() {
    let place = Place::new();
    place.write("in/a.txt", PAGE);
    // A folder stands where the copy is to go.
    place.write("out/a.txt/x", "x");
    let mut watcher = Watcher::new(&place, &["--overwrite"]);
    let told = watcher.hears("out/a.txt: can't write");
    place.write("in/b.txt", PAGE);
    let more = watcher.hears("cleaned: in/b.txt: new");
    let errors = told.iter().chain(&more).filter(|line| line.starts_with("error:")).count();
    assert_eq!(errors, 1, "{told:?} {more:?}");
    let (said, code) = watcher.stop();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Failed     1"), "{said}");
}

#[test]
fn what_was_done_before_is_not_done_again() {
    let place = Place::with_tree();
    let first = Watcher::new(&place, &[]);
    first.sees("out/plain.txt", PLAIN);
    first.sees("out/page.txt", CLEAN);
    assert_eq!(first.stop().1, Some(0));
    place.write("in/later.txt", PAGE);
    let mut second = Watcher::new(&place, &[]);
    let lines = second.hears("cleaned: in/later.txt: new");
    assert!(!lines.iter().any(|line| line.contains("page.txt") || line.contains("plain.txt")), "{lines:?}");
    let (said, code) = second.stop();
    assert_eq!(code, Some(0));
    assert!(said.contains("Unchanged   3 files"), "{said}");
}

#[test]
fn a_profile_is_heeded() {
    let place = Place::new();
    let words = ["harbour", "lantern", "granite", "willow", "ferry", "copper", "meadow", "signal", "orchard", "timber"];
    let page = |n: usize| {
        let [a, b, c] = [0, 1, 3].map(|step| words[(n + step) % words.len()]);
        format!(
            "Zum Hafenblatt\nMeldungen\nGezeiten\n\nThe {a} stood by the {b}, and nobody had seen a {c} like that.\n"
        )
    };
    for n in 0..9 {
        place.write(&format!("before/blatt/{n}.txt"), page(n));
    }
    place.run(&["learn", "before", "-o", "my.profile"]).code(0);
    let mut watcher = Watcher::new(&place, &["--profile", "my.profile", "--mode", "light"]);
    place.write("in/blatt/new.txt", page(9));
    watcher.hears("cleaned: in/blatt/new.txt");
    assert_eq!(watcher.stop().1, Some(0));
    assert!(!place.read("out/blatt/new.txt").contains("Meldungen"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let place = Place::with_tree();
    place.write("full/x.txt", "x");
    place.run(&["watch", "in"]).code(2).says(&["--output"]);
    place.run(&["watch", "in", "-o", "full"]).code(2).says(&["no journal", "--overwrite"]);
    place.run(&["watch", "in", "-o", "in/out"]).code(2).says(&["lies inside"]);
    place.run(&["watch", "missing", "-o", "out"]).code(1).says(&["missing: can't read"]);
    place.run(&["watch", "in/page.txt", "-o", "out.txt"]).code(2).says(&["single file"]);
    assert!(!exists(&place, "out"));
}
