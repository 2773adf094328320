//! Turns packs into tables. What is compiled here is trusted to have been validated.

use super::bounds::bounds_of;
use super::phrasebook::{Phrasebook, head};
use super::schema::{Entry, Match, Needs, Pack};
use super::starts::{Starts, WholeLines};
use super::tables::{Compiled, Tables};
use super::target::{Frame, Role, Target};
use crate::error::{Error, Result};
use crate::segment::{Document, Lines, bare_of};
use crate::text::{fold, plain_pattern};

/// Compiles `packs` and adds them to what is `known` already; together they may have `room` entries.
///
/// # Errors
/// When a pack can't be read, two packs share a name, a phrase is empty, or a shape has nothing that singles out its
/// lines.
pub fn bind(known: Compiled, packs: impl IntoIterator<Item = Result<Pack>>, room: usize) -> Result<Compiled> {
    let mut build = Build::on(known, room);
    // A pack is dropped, proofs and all, before the next is read.
    for pack in packs {
        let pack = pack?;
        for entry in pack.entries {
            build.add(&entry, &[&pack.name, "/", &entry.id].concat())?;
        }
        build.name(&pack.name)?;
    }
    Ok(build.finish())
}

struct Build {
    /// The phrases that must be a whole line, and what they mean.
    whole: Vec<(Vec<u8>, Target)>,
    /// The other ones.
    phrases: Vec<(Vec<u8>, Target)>,
    /// What needs nothing but to be added to.
    done: Compiled,
    room: usize,
}

impl Build {
    fn on(done: Compiled, room: usize) -> Self {
        let all = |book: &Phrasebook| book.all().map(|(phrase, target)| (phrase.to_vec(), target)).collect();
        Build { whole: all(&done.tables.whole), phrases: all(&done.tables.phrases), done, room }
    }

    fn add(&mut self, entry: &Entry, id: &str) -> Result<()> {
        let max_words = entry.word_limit(|| words_of(&entry.text));
        let number = self.done.entries.len();
        if number >= self.room {
            return Err(Error::pack(id, "there are more rules than can be numbered"));
        }
        if entry.how == Match::Shape {
            self.shape(entry, id, Frame { entry: number as u16, max_words, needs: entry.needs })?;
        } else {
            let role = Role::Phrase { how: entry.how, entry: number as u16 };
            self.phrase(id, &entry.text, entry.how == Match::Line, Target { role, max_words })?;
        }
        self.done.tables.weights.push(entry.weight.to_le_bytes());
        self.done.entries.push(id, &entry.text, entry.kind, entry.how as u8);
        Ok(())
    }

    fn shape(&mut self, entry: &Entry, id: &str, frame: Frame) -> Result<()> {
        let tables = &mut self.done.tables;
        let shape = u16::try_from(tables.patterns.len()).map_err(|_| Error::pack(id, "there are too many shapes"))?;
        tables.frames.push(frame.to_bytes());
        let pattern = plain_pattern(&entry.text);
        tables.patterns.push(pattern.as_bytes());
        tables.bounds.push(bounds_of(&pattern));
        if entry.near.is_empty() {
            if entry.needs != Some(Needs::Figures) {
                let problem = "a shape needs `near` or `needs = \"figures\"`, or it would run on every line";
                return Err(Error::pack(id, problem));
            }
            tables.measured.push(shape.to_le_bytes());
        }
        let target = Target { role: Role::Gate { shape }, max_words: frame.max_words };
        entry.near.iter().try_for_each(|phrase| self.phrase(id, phrase, false, target))
    }

    fn phrase(&mut self, id: &str, text: &str, whole: bool, target: Target) -> Result<()> {
        let folded = looked_for(text, whole);
        if folded.is_empty() {
            return Err(Error::pack(id, "the phrase is empty once folded"));
        }
        let phrases = if whole { &mut self.whole } else { &mut self.phrases };
        phrases.push((folded, target));
        if phrases.len() > Phrasebook::MAX_LEN {
            return Err(Error::pack(id, "there are more phrases than can be numbered"));
        }
        Ok(())
    }

    fn name(&mut self, name: &str) -> Result<()> {
        let names = &mut self.done.names;
        if (0..names.len()).any(|i| names.str(i) == name) {
            return Err(Error::pack(name, "another pack has this name; rename one of them"));
        }
        names.push(name.as_bytes());
        Ok(())
    }

    fn finish(self) -> Compiled {
        let Build { mut whole, mut phrases, done, .. } = self;
        sort(&mut whole);
        sort(&mut phrases);
        let within = |target: &Target| !matches!(target.role, Role::Phrase { how: Match::Prefix, .. });
        let within: Vec<_> = phrases.iter().filter(|(_, target)| within(target)).collect();
        let tables = Tables {
            whole: Phrasebook::new(&whole),
            lines: WholeLines::new(whole.iter().map(|(phrase, _)| phrase.as_slice())),
            phrases: Phrasebook::new(&phrases),
            starts: Starts::new(phrases.iter().map(|(phrase, _)| phrase.as_slice())),
            starts_within: Starts::new(within.iter().map(|(phrase, _)| phrase.as_slice())),
            max_words_within: within.iter().map(|(_, target)| target.max_words).max().unwrap_or(0),
            ..done.tables
        };
        Compiled { tables, ..done }
    }
}

/// Puts phrases in the order of a dictionary; what an equal one means stays in the order of the packs.
fn sort(phrases: &mut [(Vec<u8>, Target)]) {
    // Most are told apart by their first eight bytes.
    phrases.sort_by(|(one, _), (other, _)| head(one).cmp(&head(other)).then_with(|| one.cmp(other)));
}

/// Words of a phrase, counted as in a document.
fn words_of(text: &str) -> u8 {
    let mut memory = Lines::default();
    Document::parse(text.as_bytes(), &mut memory).lines().first().map_or(0, |line| line.measure.words)
}

/// What is looked for in folded lines: the folded phrase, without decoration at both ends where it is to be the `whole`
/// line.
pub(super) fn looked_for(text: &str, whole: bool) -> Vec<u8> {
    let mut folded = fold(text.as_bytes());
    if whole {
        let bare = bare_of(&folded);
        folded.truncate(bare.end as usize);
        folded.drain(..bare.start as usize);
    }
    folded
}
