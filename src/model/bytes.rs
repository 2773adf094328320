//! A model as a file: numbers in little-endian order behind a name and a version. Whatever the bytes are, reading them
//! gives a model or says why not.

use super::layer::Layer;
use super::matrix::Matrix;
use super::net::{Model, Thought, WIDTH};
use super::steps::{Column, Steps};
use super::words::Words;
use crate::features::names;
use crate::text::Input;

/// What every model file begins with; the digit is the version of the form.
const MAGIC: &[u8; 16] = b"dechaff model 4\n";
/// The most layers. More would be no model of this program's making.
const LAYERS: u8 = 64;

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
            Damage::Foreign => "no model, or one of another version: teach it with `dechaff train`",
            Damage::Features => "made by a version with other features: teach it again with `dechaff train`",
            Damage::Broken => "damaged: copy it anew, or teach it again with `dechaff train`",
        })
    }
}

/// The bytes of `model`.
#[cfg(any(test, feature = "train"))]
pub(super) fn write(model: &Model) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&fingerprint().to_le_bytes());
    out.push(model.steps.bits as u8);
    for column in &model.steps.columns {
        out.push(column.steps.len() as u8);
        out.extend_from_slice(&column.steps);
        shorts(&mut out, column.says().as_flattened());
    }
    out.extend(model.words.numbers.as_flattened().iter().map(|number| number.to_le_bytes()[0]));
    matrix(&mut out, &model.mix);
    longs(&mut out, &model.bias);
    out.push(model.layers.len() as u8);
    for layer in &model.layers {
        out.extend_from_slice(&(layer.reach as u16).to_le_bytes());
        shorts(&mut out, layer.company.as_flattened());
        matrix(&mut out, &layer.mix);
        longs(&mut out, &layer.bias);
        out.push(u8::from(layer.whole.is_some()));
        layer.whole.iter().for_each(|whole| matrix(&mut out, whole));
    }
    shorts(&mut out, &model.verdict.0);
    longs(&mut out, &[model.verdict.1]);
    out
}

#[cfg(any(test, feature = "train"))]
fn shorts(out: &mut Vec<u8>, numbers: &[i16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

#[cfg(any(test, feature = "train"))]
fn longs(out: &mut Vec<u8>, numbers: &[i32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

#[cfg(any(test, feature = "train"))]
fn matrix(out: &mut Vec<u8>, matrix: &Matrix) {
    (0..matrix.inputs()).for_each(|input| shorts(out, &matrix.of(input)));
}

/// The model that `bytes` hold.
pub(super) fn read(bytes: &[u8]) -> Result<Model, Damage> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(Damage::Foreign)?;
    let mut reader = Reader(Input::new(rest));
    if reader.take().map(u64::from_le_bytes) != Some(fingerprint()) {
        return Err(Damage::Features);
    }
    let model = reader.model().filter(Model::is_whole).ok_or(Damage::Broken)?;
    if reader.0.is_empty() { Ok(model) } else { Err(Damage::Broken) }
}

/// A number that stands for the names of all features in their order.
fn fingerprint() -> u64 {
    xxhash_rust::xxh3::xxh3_64(names().join("\n").as_bytes())
}

struct Reader<'b>(Input<'b>);

impl Reader<'_> {
    fn model(&mut self) -> Option<Model> {
        let [bits] = self.take()?;
        let columns = (0..names().len()).map(|_| self.column()).collect::<Option<_>>()?;
        let numbers = self.0.slice(Words::PLACES * Words::WIDTH)?.as_chunks().0;
        Some(Model {
            steps: Steps { columns, bits: bits.into() },
            words: Words { numbers: numbers.iter().map(|word| word.map(|byte| i8::from_le_bytes([byte]))).collect() },
            mix: self.matrix(2 * Words::WIDTH)?,
            bias: self.longs()?,
            layers: self.layers()?,
            verdict: (self.thought()?, i32::from_le_bytes(self.take()?)),
        })
    }

    fn column(&mut self) -> Option<Column> {
        let [len] = self.take()?;
        let steps = self.0.slice(usize::from(len)).filter(|steps| steps.is_sorted())?;
        Column::new(steps.to_vec(), &self.thoughts(steps.len() + 1)?)
    }

    fn layers(&mut self) -> Option<Vec<Layer>> {
        let [len] = self.take()?;
        let layer = |_| {
            Some(Layer {
                reach: u16::from_le_bytes(self.take()?).into(),
                company: [self.thought()?, self.thought()?, self.thought()?],
                mix: self.matrix(WIDTH)?,
                bias: self.longs()?,
                whole: match self.take()? {
                    [0] => None,
                    _ => Some(self.matrix(2 * WIDTH)?),
                },
            })
        };
        (len <= LAYERS).then(|| (0..len).map(layer).collect())?
    }

    fn matrix(&mut self, inputs: usize) -> Option<Matrix> {
        Matrix::new(&self.thoughts(inputs)?)
    }

    fn thoughts(&mut self, len: usize) -> Option<Vec<Thought>> {
        (0..len).map(|_| self.thought()).collect()
    }

    fn thought(&mut self) -> Option<Thought> {
        self.row(i16::from_le_bytes)
    }

    fn longs(&mut self) -> Option<[i32; WIDTH]> {
        self.row(i32::from_le_bytes)
    }

    fn row<const N: usize, T>(&mut self, number: fn([u8; N]) -> T) -> Option<[T; WIDTH]> {
        let bytes: &[[u8; N]; WIDTH] = self.0.slice(N * WIDTH)?.as_chunks().0.as_array()?;
        Some(bytes.map(number))
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.0.array()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LayerWeights, Weights};

    fn model() -> Model {
        Model::of(&Weights::for_tests()).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&write(&model())), Ok(model()));
    }

    #[test]
    fn damage_is_told_and_never_panics() {
        let whole = write(&model());
        assert_eq!(read(b"no model"), Err(Damage::Foreign));
        for len in (MAGIC.len() + 8..whole.len()).step_by(97).chain([whole.len() - 1]) {
            assert_eq!(read(&whole[..len]), Err(Damage::Broken), "{len} bytes");
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert_eq!(read(&longer), Err(Damage::Broken));
        let mut other = whole.clone();
        other[MAGIC.len()] ^= 1;
        assert_eq!(read(&other), Err(Damage::Features));
        let mut loud = whole.clone();
        loud[MAGIC.len() + 8] = 255;
        assert_eq!(read(&loud), Err(Damage::Broken));
        let far = Weights {
            layers: vec![LayerWeights { reach: 300, ..Weights::for_tests().layers[0].clone() }],
            ..Weights::for_tests()
        };
        assert!(Model::of(&far).is_none());
    }
}
