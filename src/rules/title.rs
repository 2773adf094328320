//! The title, given again near the top: as the page's name, as a heading, above a picture.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId, THRESHOLD};
use crate::segment::Line;
use crate::text::first_char;

/// Titles that were given before. The first that is kept stays; case, quotes and a site's name behind it do not
/// make it another.
pub struct RepeatedTitle;

/// The title is among the first lines that nothing yet speaks against.
const CANDIDATES: usize = 5;
/// How many lines are searched for it after the text proper has begun.
const BEHIND: usize = 16;
/// A line that comes more often than this is no title.
const MAX_REPEATS: usize = 4;
/// A site's name behind a title has at most this many letters.
const MAX_TAIL: u8 = 40;
const MIN_WORDS: u8 = 3;
const MIN_LETTERS: u8 = 10;
const MAX_WORDS: u8 = 40;
const WEIGHT: i16 = 110;
/// How many letters are compared before more is done.
const START: usize = 6;

impl Rule for RepeatedTitle {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("title/repeated", Kind::Title, "the title, which was given before")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let Some(first_prose) = page.outline.first_prose() else { return };
        let top = first_prose.max(page.outline.main().start);
        let text = |i: &usize| !page.line(*i).is_blank();
        let end = (top + 1..page.doc.lines().len()).filter(text).nth(BEHIND).unwrap_or(page.doc.lines().len());
        let candidates = (0..=top).filter(text).filter(|&i| findings.points(i) < THRESHOLD).take(CANDIDATES);
        let candidates: Vec<usize> = candidates.filter(|&i| may_be_title(page.line(i))).collect();
        let Some(&first) = candidates.first() else { return };
        let firsts = Firsts::of(candidates.iter().map(|&i| page.doc.core(page.line(i))));
        let like_one = |&i: &usize| firsts.may_begin(page.doc.core(page.line(i))) && may_be_title(page.line(i));
        let others: Vec<usize> = (first + 1..end).filter(like_one).collect();
        for candidate in candidates {
            let Ok(title) = String::from_utf8(page.doc.bare(page.line(candidate))) else { continue };
            let repeats: Vec<usize> = (others.iter().copied())
                .filter(|&i| i > candidate && is_title(page, candidate, &title, i))
                .take(MAX_REPEATS + 1)
                .collect();
            if repeats.is_empty() || repeats.len() > MAX_REPEATS {
                continue;
            }
            let mut earlier = candidate;
            for repeat in repeats {
                findings.add_repeat(repeat, earlier, me, WEIGHT);
                earlier = repeat;
            }
            return;
        }
    }
}

/// The bytes that titles begin with: they tell most other lines from them.
struct Firsts([bool; 256]);

impl Firsts {
    fn of<'a>(titles: impl Iterator<Item = &'a [u8]>) -> Self {
        // What is no ASCII letter may be decoration before one.
        let mut firsts = std::array::from_fn(|b| !(b as u8).is_ascii_alphanumeric());
        for title in titles {
            match title.first() {
                Some(b) if b.is_ascii_alphanumeric() => {
                    firsts[usize::from(b.to_ascii_lowercase())] = true;
                    firsts[usize::from(b.to_ascii_uppercase())] = true;
                }
                _ => firsts = [true; 256],
            }
        }
        Firsts(firsts)
    }

    fn may_begin(&self, line: &[u8]) -> bool {
        line.first().is_some_and(|&b| self.0[usize::from(b)])
    }
}

fn may_be_title(line: &Line) -> bool {
    let measure = &line.measure;
    !measure.is_long()
        && (MIN_WORDS..=MAX_WORDS).contains(&measure.words)
        && measure.letters >= MIN_LETTERS
        && measure.digits < measure.letters
}

/// Whether the line at `other` holds the letters and digits of `title`, which the line at `candidate` gives; a site's
/// name behind either of them is left aside.
fn is_title(page: &Page<'_>, candidate: usize, title: &str, other: usize) -> bool {
    let (one, other) = (page.line(candidate), page.line(other));
    let (core, other_core) = (page.doc.core(one), page.doc.core(other));
    if core == other_core {
        return true;
    }
    let letters = one.measure.letters.abs_diff(other.measure.letters);
    if letters > MAX_TAIL || !same_start(core, other_core) {
        return false;
    }
    if letters > 0 && !may_have_tail(core) && !may_have_tail(other_core) {
        return false;
    }
    let Ok(other) = String::from_utf8(page.doc.bare(other)) else { return false };
    let without = |text: &str| without_site(text).map(str::len);
    same_letters(title, &other)
        || without(title).is_some_and(|n| same_letters(&title[..n], &other))
        || without(&other).is_some_and(|n| same_letters(title, &other[..n]))
}

/// Whether two lines that begin with letters begin with the same ones. A cheap test before the costly one.
fn same_start(one: &[u8], other: &[u8]) -> bool {
    first_letters(one).zip(first_letters(other)).take(START).all(|(a, b)| a == b)
}

/// The letters and digits that `line` begins with, folded, up to one that does not fold to a single character.
fn first_letters(mut line: &[u8]) -> impl Iterator<Item = char> {
    std::iter::from_fn(move || {
        let (c, len) = first_char(line)?;
        line = &line[len..];
        if c.is_ascii() {
            return c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase());
        }
        let mut lower = c.to_lowercase();
        let single = lower.next().filter(|_| lower.next().is_none());
        // This one counts as a letter, but folds to an apostrophe.
        single.filter(|_| c.is_alphanumeric() && c != 'ʼ')
    })
}

/// Whether a site's name may stand behind the title: there is something that could set it off.
fn may_have_tail(core: &[u8]) -> bool {
    memchr::memchr(b'|', core).is_some()
        || memchr::memmem::find(core, b" - ").is_some()
        || memchr::memmem::find(core, b" :: ").is_some()
        || !core.is_ascii()
}

fn same_letters(one: &str, other: &str) -> bool {
    one.chars().filter(|c| c.is_alphanumeric()).eq(other.chars().filter(|c| c.is_alphanumeric()))
}

/// The title without ` | Site name` behind it, where enough of it is left.
fn without_site(title: &str) -> Option<&str> {
    let sets_off =
        |at: &usize| ["| ", "- ", ":: ", "\" ", "· ", "• "].iter().any(|mark| title[at + 1..].starts_with(mark));
    let at = memchr::memrchr_iter(b' ', title.as_bytes()).find(sets_off)?;
    let head = &title[..at];
    (head.split(' ').count() >= usize::from(MIN_WORDS)).then_some(head)
}
