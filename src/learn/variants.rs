//! Other ways in which the same page may come: wrapped, without blank lines or list marks, as Markdown, cut out of a
//! longer page, in a script that no pack knows. What is taught on these as well does not hang on one renderer or language.

use super::align::Label;
use super::languages::{Language, unspaced};

/// A text whose lines are labelled.
#[derive(Clone, Debug, Default)]
pub struct Labelled {
    /// The lines, without terminators.
    pub lines: Vec<String>,
    /// What is known of each line.
    pub labels: Vec<Label>,
}

/// A way to write a page differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Long lines broken at 60 to 100 columns, and all of them set in by up to four.
    Wrapped,
    /// Without blank lines.
    Dense,
    /// Without list marks and indentation.
    Unlisted,
    /// A blank line behind every line.
    Airy,
    /// A stretch of 8 to 80 lines of it.
    Crop,
    /// In letters without case, of a language that no other page is in.
    Caseless,
    /// In characters that stand for words, without spaces.
    Unspaced,
    /// As Markdown: labels are headings or links, and words of paragraphs are links.
    Markdown,
    /// In letters with case, of a language that no other page is in.
    Cased,
    /// In letters without case, without spaces between words, and with hardly a mark where a sentence ends.
    Joined,
}

impl Variant {
    /// All of them.
    pub const ALL: [Variant; 10] = [
        Variant::Wrapped,
        Variant::Dense,
        Variant::Unlisted,
        Variant::Airy,
        Variant::Crop,
        Variant::Caseless,
        Variant::Unspaced,
        Variant::Markdown,
        Variant::Cased,
        Variant::Joined,
    ];

    /// Writes `text` in this way; `seed` chooses where there is a choice.
    pub fn of(self, text: &Labelled, seed: u64) -> Labelled {
        let pairs = || text.lines.iter().zip(&text.labels);
        let blank = |line: &str| line.trim().is_empty();
        match self {
            Variant::Dense => pairs().filter(|(line, _)| !blank(line)).map(owned).collect(),
            Variant::Airy => pairs()
                .filter(|(line, _)| !blank(line))
                .flat_map(|pair| [owned(pair), (String::new(), Label::default())])
                .collect(),
            Variant::Unlisted => pairs()
                .map(|(line, label)| {
                    let marks = |c: char| c.is_whitespace() || "•-*▪●·".contains(c);
                    (line.trim_start_matches(marks).to_owned(), *label)
                })
                .collect(),
            Variant::Wrapped => pairs().flat_map(|(line, label)| wrap(line, *label, seed)).collect(),
            Variant::Markdown => pairs().map(|(line, label)| (markdown(line, seed), *label)).collect(),
            Variant::Crop => crop(text, seed),
            Variant::Caseless => in_language(text, &Language::caseless(seed)),
            Variant::Cased => in_language(text, &Language::cased(seed)),
            Variant::Joined => in_language(text, &Language::joined(seed)),
            Variant::Unspaced => pairs().map(|(line, label)| (unspaced(line, seed as u32), *label)).collect(),
        }
    }
}

impl FromIterator<(String, Label)> for Labelled {
    fn from_iter<I: IntoIterator<Item = (String, Label)>>(pairs: I) -> Self {
        let (lines, labels) = pairs.into_iter().unzip();
        Labelled { lines, labels }
    }
}

fn owned((line, label): (&String, &Label)) -> (String, Label) {
    (line.clone(), *label)
}

/// Breaks a line behind the word that reaches the last column; each piece has its part of the words.
fn wrap(line: &str, label: Label, seed: u64) -> Vec<(String, Label)> {
    let (columns, margin) = (60 + seed as usize % 41, " ".repeat((seed >> 8) as usize % 5));
    let line = if seed >> 16 & 1 == 0 { line.to_owned() } else { line.replacen('•', "*", 1) };
    let mut pieces: Vec<String> = vec![String::new()];
    for word in line.split_inclusive(' ') {
        if pieces.last().is_some_and(|piece| piece.len() + word.len() > columns) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(word);
        }
    }
    let all = line.len().max(1) as u32;
    let part = |n: u32, piece: &str| (n * piece.len() as u32).div_ceil(all);
    let labelled = |piece: String| {
        let label = Label { words: part(label.words, &piece), kept: part(label.kept, &piece) };
        let blank = piece.trim().is_empty();
        (if blank { piece } else { format!("{margin}{piece}") }, label)
    };
    pieces.into_iter().map(labelled).collect()
}

/// A line as Markdown has it.
fn markdown(line: &str, seed: u64) -> String {
    let text = line.trim();
    let words = text.split_whitespace().count();
    if words == 0 {
        return line.to_owned();
    }
    let lot = xxhash_rust::xxh3::xxh3_64_with_seed(text.as_bytes(), seed);
    let slug = || format!("/{:x}/{:x}", lot % 97, lot >> 40);
    if words < 8 && !text.ends_with(['.', '!', '?', ':', ',']) {
        let (mark, text) = match text.strip_prefix('•') {
            Some(text) => ("* ", text.trim()),
            None => ("", text),
        };
        return match lot % 8 {
            0..2 if mark.is_empty() => format!("## {text}"),
            2 if mark.is_empty() => format!("### {text}"),
            3 if mark.is_empty() => format!("**{text}**"),
            4 => format!("{mark}{text}"),
            5 if mark.is_empty() => format!("![{text}]({}.jpg)", slug()),
            _ => format!("{mark}[{text}](https://example.org{})", slug()),
        };
    }
    let mut lot = lot;
    let mut out: Vec<String> = Vec::new();
    for word in text.replacen('•', "*", 1).split(' ') {
        lot = lot.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        out.push(match lot >> 58 {
            0 => format!("[{word}](https://example.org{})", slug()),
            1 => format!("**{word}**"),
            _ => word.to_owned(),
        });
    }
    out.join(" ")
}

/// A stretch around some kept line.
fn crop(text: &Labelled, seed: u64) -> Labelled {
    let kept: Vec<usize> = (0..text.lines.len()).filter(|&at| text.labels[at].kept > 0).collect();
    let Some(&centre) = kept.get(seed as usize % kept.len().max(1)) else { return text.clone() };
    let before = (seed >> 16) as usize % 40 + 4;
    let after = (seed >> 32) as usize % 40 + 4;
    let range = centre.saturating_sub(before)..(centre + after).min(text.lines.len());
    Labelled { lines: text.lines[range.clone()].to_vec(), labels: text.labels[range].to_vec() }
}

fn in_language(text: &Labelled, language: &Language) -> Labelled {
    text.lines.iter().zip(&text.labels).map(|(line, label)| (language.write(line), *label)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Labelled {
        let label = |words, kept| Label { words, kept };
        let lines = ["  • Home", "", "The canal, they say, was opened on Monday."];
        let labels = vec![label(1, 0), label(0, 0), label(8, 8)];
        Labelled { lines: lines.map(str::to_owned).to_vec(), labels }
    }

    #[test]
    fn every_variant_labels_every_line() {
        for variant in Variant::ALL {
            let other = variant.of(&page(), 7);
            assert_eq!(other.lines.len(), other.labels.len(), "{variant:?}");
            assert!(other.labels.iter().any(|label| label.kept > 0), "{variant:?}");
        }
    }

    #[test]
    fn pieces_of_a_wrapped_line_share_its_label() {
        let line = "word ".repeat(40);
        let text = Labelled { lines: vec![line], labels: vec![Label { words: 40, kept: 20 }] };
        let other = Variant::Wrapped.of(&text, 0);
        assert_eq!(other.lines.len(), 4);
        assert!(other.labels.iter().all(|label| label.kept * 2 >= label.words - 1 && label.words > 0), "{other:?}");
    }
}
