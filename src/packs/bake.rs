//! Writes compiled packs for the program to hold. The build script does so, and a test; what reads them is `tables.rs`.

use super::phrasebook::Phrasebook;
use super::starts::{Bits, Starts};
use super::tables::Compiled;
use crate::text::{Column, Texts};

/// The bytes of `packs`.
pub fn bake(packs: &Compiled) -> Vec<u8> {
    let Compiled { tables, entries, names } = packs;
    let mut out = Vec::new();
    book(&tables.whole, &mut out);
    bits(&tables.lines.hashes, &mut out);
    out.extend_from_slice(&(tables.lines.longest as u32).to_le_bytes());
    book(&tables.phrases, &mut out);
    starts(&tables.starts, &mut out);
    starts(&tables.starts_within, &mut out);
    out.push(tables.max_words_within);
    column(&tables.frames, &mut out);
    texts(&tables.patterns, &mut out);
    column(&tables.bounds, &mut out);
    column(&tables.measured, &mut out);
    column(&tables.weights, &mut out);
    texts(&entries.ids, &mut out);
    texts(&entries.texts, &mut out);
    column(&entries.traits, &mut out);
    texts(names, &mut out);
    out
}

fn column<const N: usize>(column: &Column<N>, out: &mut Vec<u8>) {
    out.extend_from_slice(&(column.rows().len() as u32).to_le_bytes());
    out.extend_from_slice(column.rows().as_flattened());
}

fn texts(texts: &Texts, out: &mut Vec<u8>) {
    column(&texts.bounds, out);
    column(&texts.bytes, out);
}

fn book(book: &Phrasebook, out: &mut Vec<u8>) {
    column(&book.firsts, out);
    column(&book.heads, out);
    texts(&book.texts, out);
    column(&book.stems, out);
    column(&book.bounds, out);
    column(&book.targets, out);
}

fn starts(starts: &Starts, out: &mut Vec<u8>) {
    out.extend(starts.short.map(u8::from));
    [&starts.any, &starts.whole, &starts.eight, &starts.six, &starts.four].into_iter().for_each(|set| bits(set, out));
}

fn bits(set: &Bits, out: &mut Vec<u8>) {
    out.push(set.shift as u8);
    column(&Column::from(set.words.iter().map(|word| word.to_le_bytes()).collect::<Vec<_>>()), out);
}
