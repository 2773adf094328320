//! A model as a file: numbers in little-endian order behind a name and a version. Whatever the bytes are, reading them
//! gives a model or says why not.

use super::Model;
use super::forest::{DEPTH, Forest, LEAVES, Question, Tree};
use super::region_names;
use crate::features::{Lexicon, names};
use crate::text::Input;

/// What every model file begins with; the digit is the version of the form.
const MAGIC: &[u8; 16] = b"dechaff model 2\n";
/// The most trees of one forest. More would be no model of this program's making.
const TREES: u16 = 4000;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// They are something else, or a form of another version.
    Foreign,
    /// The model was taught on other features than this version has.
    Features,
    /// They end too early, go on behind the end, or name what does not exist.
    Broken,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Damage::Foreign => "not a model of this version's form",
            Damage::Features => "made by a version with other features: train it again",
            Damage::Broken => "damaged",
        })
    }
}

/// The bytes of `model`.
#[cfg(any(test, feature = "train"))]
pub(super) fn write(model: &Model) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&fingerprint().to_le_bytes());
    let worth = model.lexicon.worth();
    out.extend_from_slice(&(worth.len() as u32).to_le_bytes());
    out.extend(worth.iter().map(|worth| worth.to_le_bytes()[0]));
    for forest in [&model.forest, &model.second] {
        out.extend_from_slice(&forest.bias.to_le_bytes());
        out.extend_from_slice(&(forest.trees.len() as u16).to_le_bytes());
        for tree in &forest.trees {
            for question in tree.questions {
                out.extend_from_slice(&question.column.to_le_bytes());
                out.push(question.above);
            }
            tree.leaves.iter().for_each(|leaf| out.extend_from_slice(&leaf.to_le_bytes()));
        }
    }
    out
}

/// The model that `bytes` hold.
pub(super) fn read(bytes: &[u8]) -> Result<Model, Damage> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(Damage::Foreign)?;
    let mut reader = Reader(Input::new(rest));
    if u64::from_le_bytes(reader.take()?) != fingerprint() {
        return Err(Damage::Features);
    }
    let lexicon = reader.lexicon()?;
    let (forest, second) = (reader.forest(names().len())?, reader.forest(region_names().len())?);
    let model = Model { lexicon, forest, second };
    if reader.0.is_empty() { Ok(model) } else { Err(Damage::Broken) }
}

/// A number that stands for the names of all features in their order.
fn fingerprint() -> u64 {
    xxhash_rust::xxh3::xxh3_64([names(), region_names()].concat().join("\n").as_bytes())
}

struct Reader<'b>(Input<'b>);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        self.0.array().ok_or(Damage::Broken)
    }

    fn lexicon(&mut self) -> Result<Lexicon, Damage> {
        let len = u32::from_le_bytes(self.take()?) as usize;
        let worth = self.0.slice(len).ok_or(Damage::Broken)?;
        Lexicon::new(worth.iter().map(|&byte| i8::from_le_bytes([byte])).collect()).ok_or(Damage::Broken)
    }

    /// A forest that asks about columns below `columns`.
    fn forest(&mut self, columns: usize) -> Result<Forest, Damage> {
        let bias = i32::from_le_bytes(self.take()?).clamp(-1 << 20, 1 << 20);
        let len = u16::from_le_bytes(self.take()?);
        if len > TREES {
            return Err(Damage::Broken);
        }
        let trees = (0..len).map(|_| self.tree(columns)).collect::<Result<_, _>>()?;
        Ok(Forest { bias, trees })
    }

    fn tree(&mut self, columns: usize) -> Result<Tree, Damage> {
        let mut questions = [Question::default(); DEPTH];
        for question in &mut questions {
            *question = Question { column: u16::from_le_bytes(self.take()?), above: self.take::<1>()?[0] };
            if usize::from(question.column) >= columns {
                return Err(Damage::Broken);
            }
        }
        let mut leaves = [0; LEAVES];
        for leaf in &mut leaves {
            *leaf = i16::from_le_bytes(self.take()?);
            if leaf.unsigned_abs() > Tree::MOST.unsigned_abs() {
                return Err(Damage::Broken);
            }
        }
        Ok(Tree { questions, leaves })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let mut tree = Tree { questions: [Question { column: 3, above: 9 }; DEPTH], leaves: [5; LEAVES] };
        tree.leaves[7] = -300;
        let second = Forest { bias: 3, trees: vec![tree.clone()] };
        Model { lexicon: Lexicon::default(), forest: Forest { bias: -4, trees: vec![tree; 2] }, second }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&write(&model())), Ok(model()));
    }

    #[test]
    fn damage_is_told_and_never_panics() {
        let whole = write(&model());
        assert_eq!(read(b"no model"), Err(Damage::Foreign));
        for len in MAGIC.len()..whole.len() {
            assert_eq!(read(&whole[..len]), Err(Damage::Broken), "{len} bytes");
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert_eq!(read(&longer), Err(Damage::Broken));
        let mut other = whole.clone();
        other[MAGIC.len()] ^= 1;
        assert_eq!(read(&other), Err(Damage::Features));
        let mut far = whole;
        far[MAGIC.len() + 8 + 4 + 6 + 1] = 255;
        assert_eq!(read(&far), Err(Damage::Broken));
        let mut much = model();
        much.forest.trees[1].leaves[0] = -Tree::MOST - 1;
        assert_eq!(read(&write(&much)), Err(Damage::Broken));
    }
}
