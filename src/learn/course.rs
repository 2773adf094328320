//! The course of teaching: pages and their clean copies in, lessons out.

use std::collections::HashSet;

use super::align::{Label, align};
use super::lessons::{Lessons, Target};
use super::marks::Marks;
use super::variants::{Labelled, Variant};
use crate::cleaner::{Cleaner, Workspace};

/// Pages to learn from.
#[derive(Debug)]
pub struct Course<'c> {
    cleaner: &'c Cleaner,
    lessons: Lessons,
    /// Clean copies that were taken; pages in several renders share one.
    seen: HashSet<(String, u64)>,
    workspace: Workspace,
}

/// How much a clean copy counts, from which nothing may go, against a raw page.
const CLEAN: f32 = 5.0;
/// How much a page written in another way counts.
const OTHER: f32 = 0.6;
/// How much a marked line counts; the words of a raw page count 100 together, more or less.
const MARKED: f32 = 3.0;
/// The share of rounds in which a raw page, a clean copy and a page written in another way are read.
const RAW_SHARE: f32 = 0.8;
const CLEAN_SHARE: f32 = 0.5;
const OTHER_SHARE: f32 = 0.4;

impl<'c> Course<'c> {
    /// A course whose features are those that `cleaner` sees.
    pub fn new(cleaner: &'c Cleaner) -> Self {
        Course { cleaner, lessons: Lessons::default(), seen: HashSet::new(), workspace: Workspace::default() }
    }

    /// Adds the page `name`: as it was scraped, and its clean copy.
    pub fn add(&mut self, name: &str, raw: &str, gold: &str) {
        let (labels, words) = align(&lines(raw), gold);
        self.take(name, raw, labels, words, 1.0, RAW_SHARE);
        if !self.seen.insert((name.to_owned(), xxhash_rust::xxh3::xxh3_64(gold.as_bytes()))) {
            return;
        }
        let (labels, words) = align(&lines(gold), gold);
        let whole = labels.iter().map(|label| Label { kept: label.words, ..*label }).collect();
        self.take(name, gold, whole, words, CLEAN, CLEAN_SHARE);
    }

    /// Adds a page of which only some lines are known: those that hold what `marks` say.
    pub fn add_marked(&mut self, raw: &str, marks: &Marks) {
        let target = |kept| Target { kept: f32::from(u8::from(kept)), weight: MARKED };
        let targets: Vec<Target> =
            lines(raw).iter().map(|line| marks.of(line).map(target).unwrap_or_default()).collect();
        self.lesson(&lines(raw), &targets, 1.0);
    }

    /// How many pages there are, each counted once for every form.
    pub fn len(&self) -> usize {
        self.lessons.documents.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lessons that all pages make.
    pub fn lessons(self) -> Lessons {
        self.lessons
    }

    fn take(&mut self, name: &str, text: &str, labels: Vec<Label>, gold: u32, weight: f32, share: f32) {
        let labelled = Labelled { lines: lines(text).into_iter().map(str::to_owned).collect(), labels };
        self.lesson(&labelled.lines, &targets(&labelled, gold, weight), share);
        let seed = xxhash_rust::xxh3::xxh3_64_with_seed(name.as_bytes(), self.len() as u64);
        for (turn, &variant) in Variant::ALL.iter().enumerate() {
            // Each of a quarter of all pages.
            if seed >> (2 * turn) & 3 == 0 {
                let other = variant.of(&labelled, seed.rotate_left(turn as u32));
                let gold = other.labels.iter().map(|label| label.kept).sum();
                self.lesson(&other.lines, &targets(&other, gold, OTHER * weight), OTHER_SHARE);
            }
        }
    }

    fn lesson<L: AsRef<str>>(&mut self, lines: &[L], targets: &[Target], share: f32) {
        let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        let text = lines.join("\n");
        let (doc, features) = self.cleaner.features(text.as_bytes(), &mut self.workspace);
        let targets = |line: u32| {
            let [from, to] = [line, line + 1].map(|line| doc.lines_before(line as usize) as usize);
            Target::of_all(&targets[from..to])
        };
        self.lessons.add(features, targets, share);
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{FEFF}').split('\n').collect()
}

/// What the lines of a page teach. A word counts so much that a long page does not outweigh many short ones.
fn targets(text: &Labelled, gold: u32, weight: f32) -> Vec<Target> {
    let raw: u32 = text.labels.iter().map(|label| label.words).sum();
    let word = weight * 100.0 / (gold as f32 + 0.15 * raw as f32 + 30.0);
    let target = |label: &Label| match label.words {
        // Lines without words are worth little, and should be left alone.
        0 => Target { kept: 0.5, weight: 0.5 * word },
        words => Target { kept: label.kept as f32 / words as f32, weight: (words as f32 + 0.5) * word },
    };
    text.labels.iter().map(target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Mode;

    #[test]
    fn pages_are_taken_in_several_forms_and_clean_copies_once() {
        let cleaner = Cleaner::builder().mode(Mode::Light).build().unwrap();
        let mut course = Course::new(&cleaner);
        let text = "The ferry sails again in April, they say.";
        course.add("a", &format!("Home\n{text}"), text);
        let once = course.len();
        course.add("a", &format!("News\n{text}"), text);
        assert!(once >= 2 && course.len() > once);
        let clean = |course: &Course<'_>| {
            course.lessons.documents.iter().filter(|document| document.share == CLEAN_SHARE).count()
        };
        assert_eq!(clean(&course), 1);
    }

    #[test]
    fn of_marked_pages_only_marked_lines_count() {
        let cleaner = Cleaner::builder().mode(Mode::Light).build().unwrap();
        let mut course = Course::new(&cleaner);
        let marks = Marks { stay: vec!["ferry".to_owned()], go: vec!["Home".to_owned()] };
        course.add_marked("Home page\nThe ferry sails.\nWho knows", &marks);
        let targets = &course.lessons.documents[0].targets;
        let weights: Vec<f32> = targets.iter().map(|target| target.weight).collect();
        assert_eq!(weights, [MARKED, MARKED, 0.0]);
        assert!(targets[0].kept < targets[1].kept);
    }
}
