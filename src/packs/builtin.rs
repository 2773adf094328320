//! The packs that are embedded in the library: with their proofs for people, and in a short form for cleaning.

use super::schema::{Entry, Match, Needs, Pack};
use crate::error::{Error, Result};
use crate::evidence::Kind;

/// A built-in pack in both its forms.
struct Source {
    name: &'static str,
    text: &'static str,
    /// One line for the pack and one for each entry, fields between tabs: see `build.rs`, which writes it.
    short: &'static str,
}

/// All packs in the order of their files, as `build.rs` found them.
static SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The packs that come with dechaff, one by one. None is an error in a released version: a test parses and checks
/// them all.
pub fn builtin() -> impl Iterator<Item = Result<Pack>> {
    SOURCES.iter().map(|source| Pack::parse(source.text, source.name))
}

/// The same packs without hits and misses, in a hundredth of the time.
pub fn builtin_without_proofs() -> impl Iterator<Item = Result<Pack>> {
    SOURCES
        .iter()
        .map(|source| expand(source.short).ok_or_else(|| Error::pack(source.name, "its short form is broken")))
}

/// Reads a pack's short form.
fn expand(short: &str) -> Option<Pack> {
    let mut lines = parts(short.strip_suffix('\n')?, b'\n');
    let (name, language) = lines.next()?.split_once('\t')?;
    let entries = lines.map(expand_entry).collect::<Option<_>>()?;
    Some(Pack { name: name.to_owned(), language: language.to_owned(), entries })
}

/// What stands between the ASCII characters `mark`. Packs are read at the start of every run, and that is looking for
/// tabs for the most part.
fn parts(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(mark, text.as_bytes()).chain([text.len()]);
    ends.scan(0, move |start, end| Some(&text[std::mem::replace(start, end + 1)..end]))
}

fn expand_entry(line: &str) -> Option<Entry> {
    let mut fields = parts(line, b'\t');
    let mut field = || fields.next();
    Some(Entry {
        id: field()?.to_owned(),
        kind: named(field()?, &Kind::ALL, Kind::name)?,
        how: named(field()?, &Match::ALL, Match::name)?,
        weight: field()?.parse().ok()?,
        max_words: match field()? {
            "" => None,
            words => Some(words.parse().ok()?),
        },
        needs: match field()? {
            "" => None,
            needs => Some(named(needs, &Needs::ALL, Needs::name)?),
        },
        text: field()?.to_owned(),
        near: fields.map(str::to_owned).collect(),
        hits: Vec::new(),
        misses: Vec::new(),
    })
}

/// The one of `all` that has this name.
fn named<T: Copy>(name: &str, all: &[T], name_of: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|&one| name_of(one) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        for (long, short) in builtin().zip(builtin_without_proofs()) {
            let mut long = long.unwrap();
            for entry in &mut long.entries {
                entry.hits.clear();
                entry.misses.clear();
            }
            assert_eq!(long, short.unwrap());
        }
    }
}
