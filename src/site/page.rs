//! A page as its site's template is learnt from it: a key for each line, and the little else that counts.

/// A line that is not blank, or a part of one that separators cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What the line says, folded and with all numbers alike. Of a site's lines, a line is taken for another one in four
    /// thousand million times.
    pub key: u32,
    /// How the line begins and ends, where something in it may change from page to page; 0 where nothing may change.
    pub shape: u32,
    /// Words; 255 and more are one.
    pub words: u8,
    /// Whether it is a sentence or paragraph.
    pub prose: bool,
    /// Whether it stands in one line with the entry before, as the steps of a trail and the cells of a row do.
    pub joined: bool,
    /// Bytes of its folded text that are kept.
    pub text: u8,
}

/// What lines are known by: keys, shapes, and the two ends of a page.
pub type Id = u64;

/// The beginning and the end of a page.
pub const EDGES: [Id; 2] = [1 << 40, 1 << 41];

impl Entry {
    /// The line as it is.
    pub fn id(&self) -> Id {
        self.key.into()
    }

    /// The line's shape, if it has one.
    pub fn shape_id(&self) -> Option<Id> {
        (self.shape != 0).then_some(1 << 32 | Id::from(self.shape))
    }
}

/// The lines of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageLines {
    pub(super) entries: Vec<Entry>,
    /// The folded texts of short lines, one behind the other.
    pub(super) texts: Vec<u8>,
}

/// Lines at the beginning and at the end of a page that are looked at; those between them are text, whatever they are.
const MOST: [usize; 2] = [1000, 500];
/// The longest text that is kept of a line, in bytes.
const TEXT: usize = 40;

impl PageLines {
    /// Empties the page, keeping its memory.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.texts.clear();
    }

    /// Adds a line or a part of one, and its text where that is short.
    pub(super) fn push(&mut self, entry: Entry, text: &[u8]) {
        let text = if text.len() <= TEXT { text } else { &[] };
        self.texts.extend_from_slice(text);
        self.entries.push(Entry { text: text.len() as u8, ..entry });
    }

    /// Leaves out the middle of a page that is too long.
    pub(super) fn cut(&mut self) {
        let len = self.entries.len();
        if len > MOST[0] + MOST[1] {
            let middle = MOST[0]..len - MOST[1];
            let size = |entries: &[Entry]| entries.iter().map(|entry| usize::from(entry.text)).sum::<usize>();
            let from = size(&self.entries[..middle.start]);
            self.texts.drain(from..from + size(&self.entries[middle.clone()]));
            self.entries.drain(middle);
        }
    }

    /// Each entry with its text, which is empty where none is kept.
    pub(super) fn told(&self) -> impl Iterator<Item = (&Entry, &[u8])> {
        let mut rest = &self.texts[..];
        self.entries.iter().map(move |entry| {
            let (text, behind) = rest.split_at_checked(entry.text.into()).unwrap_or((rest, &[]));
            rest = behind;
            (entry, text)
        })
    }
}
