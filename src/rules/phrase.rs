//! Phrases and shapes from the packs: what a page says in so many words.

use std::cmp::Reverse;

use super::inline_menu::BARS;
use crate::evidence::{Catalogue, Clue, Findings, RuleId};
use crate::packs::{Matcher, Scratch};
use crate::segment::{Document, Folded, Lexicon, bare_of};

/// Knows the phrases and shapes of all packs.
#[derive(Debug)]
pub struct Phrases {
    matcher: Matcher,
}

/// Looks lines up while they are read: finds the strongest entry that matches. The strongest alone counts, so that a
/// phrase within a phrase does not speak twice.
#[derive(Debug)]
pub struct PhraseReader<'a> {
    phrases: &'a Phrases,
    scratch: &'a mut Scratch,
}

impl Phrases {
    /// Knows what `matcher` was compiled from.
    pub fn new(matcher: Matcher) -> Self {
        Phrases { matcher }
    }

    /// What a document is read with.
    pub fn reader<'a>(&'a self, scratch: &'a mut Scratch) -> PhraseReader<'a> {
        PhraseReader { phrases: self, scratch }
    }

    /// The strongest entry that is an item of `line`, a folded menu on one line, of whose items at least half, and two, are
    /// known.
    fn strongest_item(&self, line: &[u8]) -> Option<(i16, Reverse<RuleId>)> {
        let text = std::str::from_utf8(line).ok().filter(|text| text.contains(BARS))?;
        let (mut items, mut known, mut best) = (0, 0, None);
        for item in text.split(BARS).map(str::as_bytes) {
            let mut strongest = None;
            let take = |rule, weight| strongest = strongest.max(Some((weight, Reverse(rule))));
            self.matcher.visit_item(bare_of(item).of(item), take);
            items += 1;
            known += usize::from(strongest.is_some());
            best = best.max(strongest);
        }
        best.filter(|_| known >= 2 && known * 2 >= items)
    }

    /// Adds the entry of each line of `doc`, which was read with [`reader`](Self::reader).
    pub fn inspect(&self, doc: &Document<'_>, catalogue: &Catalogue, findings: &mut Findings) {
        for (index, line) in doc.lines().iter().enumerate() {
            if let Some(entry) = line.entry() {
                let rule = RuleId(entry);
                let weight = self.matcher.weight(rule);
                findings.add(index, rule, weight);
                findings.set_clue(index, Clue { kind: catalogue.kind(rule), weight });
            }
        }
    }
}

impl Lexicon for PhraseReader<'_> {
    /// The entry with the largest weight that matches `line`, or else one of its items; of equals, the first.
    fn look_up(&mut self, line: &Folded<'_>) -> Option<u16> {
        let mut best = None;
        self.phrases.matcher.visit(line, self.scratch, |rule, weight| best = best.max(Some((weight, Reverse(rule)))));
        let is_menu = best.is_none() && line.measure.separators > 0 && !line.measure.is_long();
        let best = if is_menu { self.phrases.strongest_item(line.bare.of(line.text())) } else { best };
        best.map(|(_, Reverse(rule))| rule.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::compile_with_builtin;
    use crate::segment::Lines;

    #[test]
    fn a_menu_on_one_line_is_known_by_its_items() {
        let mut catalogue = Catalogue::default();
        let phrases = Phrases::new(compile_with_builtin(Vec::new(), &mut catalogue).unwrap());
        let mut scratch = Scratch::default();
        for (line, expected) in [
            ("Про нас | Реклама на сайті | Політика конфіденційності | Контакти", Some("uk/")),
            ("Thornhatch · Terms of use · Privacy policy", Some("en-")),
            ("Tide tables | Cookies | Harbour dues", None),
            ("Oats | Barley | Rye", None),
        ] {
            let mut lines = Lines::default();
            let doc = Document::read(line.as_bytes(), &mut lines, &mut phrases.reader(&mut scratch), None);
            let rule = doc.lines()[0].entry().and_then(|entry| catalogue.iter().nth(entry.into()));
            let id = rule.map(|(_, info)| info.id);
            assert_eq!(id.is_some(), expected.is_some(), "{line}: {id:?}");
            assert!(id.zip(expected).is_none_or(|(id, pack)| id.starts_with(pack)), "{line}: {id:?}");
        }
    }
}
