//! Phrases in the order of a dictionary, so that all of them that stand at one place of a line are found by one search.

use super::target::Target;
use crate::text::{Column, Texts};

/// Phrases with their meanings.
///
/// A phrase that a text begins with is the last one not behind the text in the order of a dictionary, or a beginning
/// of that one: what lies between a phrase and a text that begins with it begins with it, too. So each phrase names
/// the longest other one that it begins with, and one binary search finds them all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrasebook {
    /// For each byte, how many phrases begin with a lesser one.
    pub firsts: Column<2>,
    /// First eight bytes of each phrase as a number that sorts as they do.
    pub heads: Column<8>,
    pub texts: Texts,
    /// For each phrase the longest other one that it begins with; [`NO_STEM`] where there is none.
    pub stems: Column<2>,
    /// Where the meanings of each phrase begin; those of the last one end with all.
    pub bounds: Column<4>,
    pub targets: Column<4>,
}

/// Stands for no phrase: the number of none.
const NO_STEM: u16 = u16::MAX;

impl Phrasebook {
    /// The most phrases a book can hold.
    pub(super) const MAX_LEN: usize = u16::MAX as usize;

    /// Binds `phrases`, which come in order, at most [`MAX_LEN`](Self::MAX_LEN) of them; equal ones become one.
    pub(super) fn new(phrases: &[(Vec<u8>, Target)]) -> Self {
        let mut book = Phrasebook::default();
        for same in phrases.chunk_by(|(one, _), (other, _)| one == other) {
            let text = &same[0].0;
            let last = book.texts.len().checked_sub(1);
            let stem = book.chain(last).find(|&i| text.starts_with(book.texts.get(i))).map_or(NO_STEM, |i| i as u16);
            book.texts.push(text);
            book.heads.push(head(text).to_le_bytes());
            book.stems.push(stem.to_le_bytes());
            book.bounds.push((book.targets.rows().len() as u32).to_le_bytes());
            same.iter().for_each(|(_, target)| book.targets.push(target.to_bytes()));
        }
        for first in 0..257 {
            let before = book.heads.rows().partition_point(|&head| u64::from_le_bytes(head) >> 56 < first);
            book.firsts.push((before as u16).to_le_bytes());
        }
        book
    }

    /// All phrases in order, each with one of its meanings.
    pub(super) fn all(&self) -> impl Iterator<Item = (&[u8], Target)> {
        let targets = move |i| self.targets_of(i).map(move |target| (self.texts.get(i), target));
        (0..self.texts.len()).flat_map(targets)
    }

    /// All phrases that `text` begins with, the longest first, and what they mean.
    pub(super) fn beginning<'b>(
        &'b self,
        text: &'b [u8],
    ) -> impl Iterator<Item = (&'b [u8], impl Iterator<Item = Target> + use<'b>)> {
        let fits = move |&i: &usize| text.starts_with(self.texts.get(i));
        self.chain(self.last_not_behind(text)).filter(fits).map(|i| (self.texts.get(i), self.targets_of(i)))
    }

    /// What `text` means as a whole; nothing where it is no phrase.
    pub(super) fn get(&self, text: &[u8]) -> impl Iterator<Item = Target> + use<'_> {
        let found = self.last_not_behind(text).filter(|&i| self.texts.get(i) == text);
        found.into_iter().flat_map(|i| self.targets_of(i))
    }

    /// The last phrase that does not come behind `text`.
    fn last_not_behind(&self, text: &[u8]) -> Option<usize> {
        let head = head(text);
        let first = (head >> 56) as usize;
        let [start, end] = [first, first + 1].map(|i| usize::from(u16::from_le_bytes(self.firsts.rows()[i])));
        let heads = self.heads.rows();
        let from = start + heads[start..end].partition_point(|&other| u64::from_le_bytes(other) < head);
        let same = heads[from..].iter().take_while(|&&other| u64::from_le_bytes(other) == head).count();
        let mut behind = from + same;
        while behind > from && self.texts.get(behind - 1) > text {
            behind -= 1;
        }
        behind.checked_sub(1)
    }

    /// The phrase at `index`, the longest it begins with, the longest that one begins with, and so on.
    fn chain(&self, index: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(index, |&i| {
            let stem = u16::from_le_bytes(self.stems.rows()[i]);
            (stem != NO_STEM).then_some(usize::from(stem))
        })
    }

    fn targets_of(&self, index: usize) -> impl Iterator<Item = Target> + use<'_> {
        let bound = |i: usize| self.bounds.rows().get(i).map(|&bound| u32::from_le_bytes(bound) as usize);
        let targets = self.targets.rows();
        let (start, end) = (bound(index).unwrap_or(0), bound(index + 1).unwrap_or(targets.len()));
        targets[start..end].iter().map(|&target| Target::from_bytes(target))
    }
}

/// The first eight bytes of `text` as a number that sorts as they do.
pub(super) fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => text.iter().fold(0, |head, &b| head << 8 | u64::from(b)) << (8 * (8 - text.len()) as u32 % 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::target::Role;

    fn book(phrases: &[&'static str]) -> Phrasebook {
        let target = Target { role: Role::Gate { shape: 0 }, max_words: 0 };
        let mut sorted: Vec<_> = phrases.iter().map(|phrase| (phrase.as_bytes().to_vec(), target)).collect();
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        Phrasebook::new(&sorted)
    }

    #[test]
    fn all_phrases_that_a_text_begins_with_are_found() {
        let phrases =
            ["a", "read", "read more", "read more about", "read more at", "reader", "ready to go on", "sign", "广告"];
        let book = book(&phrases);
        for text in
            ["read more about it", "read more", "rea", "", "reading", "reader's", "ready to go", "zzz", "广告位", "ad"]
        {
            let found: Vec<&[u8]> = book.beginning(text.as_bytes()).map(|(phrase, _)| phrase).collect();
            let mut expected: Vec<&[u8]> =
                phrases.iter().filter(|p| text.starts_with(**p)).map(|p| p.as_bytes()).collect();
            expected.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
