//! Phrases in the order of a dictionary, so that all of them that stand at one place of a line are found by one search.

use super::matcher::Target;

/// Phrases with their meanings.
///
/// A phrase that a text begins with is the last one not behind the text in the order of a dictionary, or a beginning
/// of that one: what lies between a phrase and a text that begins with it begins with it, too. So each phrase names
/// the longest other one that it begins with, and one binary search finds them all.
#[derive(Debug)]
pub(super) struct Phrasebook {
    /// For each byte, how many phrases begin with a lesser one.
    firsts: Box<[u16; 257]>,
    /// First eight bytes of each phrase as a number that sorts as they do.
    heads: Vec<u64>,
    phrases: Vec<Phrase>,
    bytes: Vec<u8>,
    targets: Vec<Target>,
}

#[derive(Clone, Copy, Debug)]
struct Phrase {
    start: u32,
    end: u32,
    /// The longest other phrase that this one begins with.
    stem: Option<u16>,
    /// Where its meanings begin; they end where the next one's begin.
    targets: u32,
}

impl Phrasebook {
    /// The most phrases a book can hold.
    pub(super) const MAX_LEN: usize = u16::MAX as usize;

    /// Binds `phrases`, which come in order, at most [`MAX_LEN`](Self::MAX_LEN) of them; equal ones become one.
    pub(super) fn new(phrases: &[(Vec<u8>, Target)]) -> Self {
        let mut book = Phrasebook {
            firsts: Box::new([0; 257]),
            heads: Vec::new(),
            phrases: Vec::new(),
            bytes: Vec::new(),
            targets: Vec::new(),
        };
        for same in phrases.chunk_by(|(one, _), (other, _)| one == other) {
            let text = &same[0].0;
            let last = book.phrases.len().checked_sub(1);
            let stem = book.stems(last).find(|&i| text.starts_with(book.text(i))).map(|i| i as u16);
            let start = book.bytes.len() as u32;
            book.bytes.extend_from_slice(text);
            book.heads.push(head(text));
            let end = book.bytes.len() as u32;
            book.phrases.push(Phrase { start, end, stem, targets: book.targets.len() as u32 });
            book.targets.extend(same.iter().map(|(_, target)| target));
        }
        for (first, before) in book.firsts.iter_mut().enumerate() {
            *before = book.heads.partition_point(|head| head >> 56 < first as u64) as u16;
        }
        book
    }

    /// All phrases that `text` begins with, the longest first, and what they mean.
    pub(super) fn beginning<'b>(&'b self, text: &'b [u8]) -> impl Iterator<Item = (&'b [u8], &'b [Target])> {
        let fits = move |&i: &usize| text.starts_with(self.text(i));
        self.stems(self.last_not_behind(text)).filter(fits).map(|i| (self.text(i), self.targets_of(i)))
    }

    /// What `text` means as a whole; nothing where it is no phrase.
    pub(super) fn get(&self, text: &[u8]) -> &[Target] {
        match self.last_not_behind(text) {
            Some(i) if self.text(i) == text => self.targets_of(i),
            _ => &[],
        }
    }

    /// The last phrase that does not come behind `text`.
    fn last_not_behind(&self, text: &[u8]) -> Option<usize> {
        let head = head(text);
        let first = (head >> 56) as usize;
        let (start, end) = (usize::from(self.firsts[first]), usize::from(self.firsts[first + 1]));
        let from = start + self.heads[start..end].partition_point(|&other| other < head);
        let same = self.heads[from..].iter().take_while(|&&other| other == head).count();
        let behind = self.phrases[from..from + same].partition_point(|phrase| self.bytes_of(phrase) <= text);
        (from + behind).checked_sub(1)
    }

    /// The phrase at `index`, the longest it begins with, the longest that one begins with, and so on.
    fn stems(&self, index: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(index, |&i| self.phrases[i].stem.map(usize::from))
    }

    fn text(&self, index: usize) -> &[u8] {
        self.bytes_of(&self.phrases[index])
    }

    fn bytes_of(&self, phrase: &Phrase) -> &[u8] {
        &self.bytes[phrase.start as usize..phrase.end as usize]
    }

    fn targets_of(&self, index: usize) -> &[Target] {
        let end = self.phrases.get(index + 1).map_or(self.targets.len(), |next| next.targets as usize);
        &self.targets[self.phrases[index].targets as usize..end]
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
    use crate::packs::matcher::Role;

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
