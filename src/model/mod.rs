//! What was learnt from pages that people cleaned: small, of integers only, and read from bytes that are checked.
//!
//! A model is a network that reads all lines of a document together, by their features and their words, and scores each
//! of them. Where the cut between kept and gone lies follows, for each document, from the scores of all its lines.

mod bytes;
mod cut;
mod layer;
mod matrix;
mod net;
mod odds;
mod promise;
mod steps;
#[cfg(any(test, feature = "train"))]
mod weights;
mod words;

pub use bytes::Damage;
pub use cut::{Cut, Reserve, cut};
#[cfg(feature = "train")]
pub use net::WIDTH;
pub use net::{Model, Sheet};
#[cfg(feature = "train")]
pub use steps::STEPS;
#[cfg(any(test, feature = "train"))]
pub use weights::{LayerWeights, Weights};
#[cfg(feature = "train")]
pub use words::Words;

/// One natural unit of log-odds in the units of scores.
pub const ONE: i32 = 1024;

/// The model that is part of the program; `models/README.md` says what it was taught from.
static BUILTIN: &[u8] = include_bytes!("../../models/line.model");

impl Model {
    /// The built-in model.
    ///
    /// # Errors
    /// None in a program that passes its tests.
    pub fn builtin() -> Result<Model, Damage> {
        bytes::read(BUILTIN)
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
        assert_eq!(Model::builtin().err(), None);
        assert!(BUILTIN.len() < 1 << 20);
    }
}
