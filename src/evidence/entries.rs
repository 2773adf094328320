//! What is known of the entries of packs besides their logic. There are tens of thousands of them, of which a run names a
//! few, so each is put together when it is asked for.

use super::catalogue::RuleInfo;
use super::kind::Kind;
use crate::text::{Column, Input, Texts};

/// The entries of all packs of a cleaner, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// `pack/entry`.
    pub(crate) ids: Texts,
    /// What each looks for.
    pub(crate) texts: Texts,
    /// The kind of each, and how it looks for its text, as places among all there are.
    pub(crate) traits: Column<2>,
}

/// What an entry says of a line, by the way in which it looks for its text.
const SAYS: [&str; 5] =
    ["the line is", "the line starts with", "the line ends with", "the line contains", "the line has the shape"];

impl Entries {
    /// The entries that `input` goes on with.
    pub(crate) fn read(input: &mut Input<'static>) -> Option<Self> {
        Some(Entries { ids: Texts::read(input)?, texts: Texts::read(input)?, traits: Column::read(input)? })
    }

    /// Adds an entry; `how` is the place of its way to look for `text` among all.
    pub(crate) fn push(&mut self, id: &str, text: &str, kind: Kind, how: u8) {
        self.ids.push(id.as_bytes());
        self.texts.push(text.as_bytes());
        self.traits.push([kind as u8, how]);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.traits.rows().len()
    }

    /// The kind of the entry at `index`.
    pub fn kind(&self, index: usize) -> Kind {
        Kind::ALL[usize::from(self.traits.rows()[index][0])]
    }

    /// The entry at `index`.
    pub fn get(&self, index: usize) -> RuleInfo<'_> {
        let says = SAYS[usize::from(self.traits.rows()[index][1])];
        RuleInfo::of_entry(self.ids.str(index), self.kind(index), says, self.texts.str(index))
    }
}
