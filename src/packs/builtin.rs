//! The packs that are embedded in the library: with their proofs for people, and as tables for cleaning.

use super::phrasebook::Phrasebook;
use super::schema::Pack;
use super::starts::{Starts, WholeLines};
use super::tables::{Compiled, Tables};
use crate::error::{Error, Result};
use crate::evidence::Entries;
use crate::text::{Column, Input, Texts};

/// A built-in pack as a person wrote it.
struct Source {
    name: &'static str,
    text: &'static str,
}

/// All packs in the order of their files, as `build.rs` found them.
static SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The same packs, as `build.rs` compiled them.
static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.tables"));

/// The packs that come with dechaff, one by one. None is an error in a released version: a test parses and checks
/// them all.
pub fn builtin() -> impl Iterator<Item = Result<Pack>> {
    SOURCES.iter().map(|source| Pack::parse(source.text, source.name))
}

/// The same packs, compiled, in no time to speak of.
///
/// # Errors
/// Never in a program that was built by its build script: a test holds the tables against the packs.
pub(super) fn compiled() -> Result<Compiled> {
    read(&mut Input::new(TABLES)).ok_or_else(|| Error::pack("built-in packs", "their tables are broken"))
}

/// Takes what `bake.rs` wrote, in its order.
fn read(input: &mut Input<'static>) -> Option<Compiled> {
    let tables = Tables {
        whole: book(input)?,
        lines: WholeLines::read(input)?,
        phrases: book(input)?,
        starts: Starts::read(input)?,
        starts_within: Starts::read(input)?,
        max_words_within: input.array::<1>()?[0],
        frames: Column::read(input)?,
        patterns: Texts::read(input)?,
        bounds: Column::read(input)?,
        measured: Column::read(input)?,
        weights: Column::read(input)?,
    };
    Some(Compiled { tables, entries: Entries::read(input)?, names: Texts::read(input)? })
}

fn book(input: &mut Input<'static>) -> Option<Phrasebook> {
    Some(Phrasebook {
        firsts: Column::read(input)?,
        heads: Column::read(input)?,
        texts: Texts::read(input)?,
        stems: Column::read(input)?,
        bounds: Column::read(input)?,
        targets: Column::read(input)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::bake::bake;
    use crate::packs::compile::bind;

    #[test]
    fn the_program_holds_what_its_packs_say() {
        let packs = bind(Compiled::default(), builtin(), usize::MAX).unwrap();
        assert!(compiled().unwrap() == packs);
        assert!(bake(&packs) == TABLES);
    }
}
