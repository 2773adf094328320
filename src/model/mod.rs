//! What was learnt from pages that people cleaned: small, of integers only, and read from bytes that are checked.
//!
//! A model is a lexicon and two forests. The first scores every line by what it is, what stands beside it and what
//! document it stands in; the second by what the first one says of all lines. Where the cut between kept and gone lies follows, for each document, from the scores of all its lines.

mod bytes;
mod cut;
mod forest;
mod odds;
mod region;
mod scorer;

pub use bytes::Damage;
pub use cut::{Cut, Reserve, cut};
pub use forest::{DEPTH, Forest};
#[cfg(any(test, feature = "train"))]
pub use forest::{LEAVES, Question, Tree};
pub use region::Regions;
pub(crate) use region::names as region_names;
pub use scorer::Scorer;

use crate::features::Lexicon;

/// One natural unit of log-odds in the units of scores.
pub const ONE: i32 = 1024;

/// What was learnt: how likely a line belongs to the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// What words say by themselves.
    pub lexicon: Lexicon,
    /// Asked about every line by itself, its neighbours and its document.
    pub forest: Forest,
    /// Asked about what the first forest says of the lines around.
    pub second: Forest,
}

/// The model that is part of the program; `models/README.md` says what it was taught from.
static BUILTIN: &[u8] = include_bytes!("../../models/line.model");

impl Model {
    /// The built-in model. A test reads it, so that it is never the empty one, which has nothing against any line.
    pub fn builtin() -> Model {
        bytes::read(BUILTIN).unwrap_or_default()
    }

    /// The model that `bytes` hold.
    ///
    /// # Errors
    /// When they are no model, are damaged, or were made for other features.
    pub fn read(bytes: &[u8]) -> Result<Model, Damage> {
        bytes::read(bytes)
    }

    /// The bytes that [`read`](Self::read) understands.
    #[cfg(feature = "train")]
    pub fn write(&self) -> Vec<u8> {
        bytes::write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_can_be_read_and_is_small() {
        let model = Model::read(BUILTIN).unwrap();
        assert!(!model.forest.trees.is_empty());
        assert!(BUILTIN.len() < 1 << 20);
    }
}
