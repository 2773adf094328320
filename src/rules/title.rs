//! The title, given again near the top: as the page's name, as a heading, above a picture.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Titles that were given before. The first that is kept stays; case, quotes and a site's name behind it do not
/// make it another.
pub struct RepeatedTitle;

/// How many lines that are not blank are searched after the first paragraph.
const BEHIND: usize = 12;
const MIN_WORDS: u8 = 3;
const MIN_LETTERS: u8 = 10;
const MAX_WORDS: u8 = 40;
const WEIGHT: i16 = 110;

impl Rule for RepeatedTitle {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("title/repeated", Kind::Title, "the title, which was given before")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let Some(first_prose) = page.outline.first_prose() else { return };
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut behind = 0;
        for (index, line) in page.doc.lines().iter().enumerate() {
            let measure = line.measure;
            if line.is_blank() {
                continue;
            }
            behind += usize::from(index > first_prose);
            if behind > BEHIND {
                return;
            }
            if measure.is_long() || !(MIN_WORDS..=MAX_WORDS).contains(&measure.words) || measure.letters < MIN_LETTERS {
                continue;
            }
            let Ok(folded) = std::str::from_utf8(page.doc.folded(line)) else { continue };
            let keys = [Some(key(folded)), without_site(folded).map(key)];
            if let Some(&earlier) = keys.iter().flatten().find_map(|k| seen.get(k)) {
                findings.add_repeat(index, earlier, me, WEIGHT);
            }
            if index <= first_prose {
                for key in keys.into_iter().flatten() {
                    seen.insert(key, index);
                }
            }
        }
    }
}

/// Letters and digits of a title, hashed: what is left of it when case and punctuation differ.
fn key(title: &str) -> u64 {
    let letters: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
    xxh3_64(letters.as_bytes())
}

/// The title without ` | Site name` behind it, where enough of it is left.
fn without_site(title: &str) -> Option<&str> {
    let (at, _) = [" | ", " - ", " :: ", " » ", " · ", " • ", " \" "]
        .iter()
        .filter_map(|mark| title.rfind(mark).map(|at| (at, mark)))
        .max()?;
    let head = &title[..at];
    (head.split(' ').count() >= usize::from(MIN_WORDS)).then_some(head)
}
