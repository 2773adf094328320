//! Other ways in which the same page may come: wrapped, without blank lines or list marks, as Markdown, cut out of a
//! longer page, in a script that no pack knows. What is taught on these as well does not hang on one renderer or language.

use super::align::Label;

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
}

impl Variant {
    /// All of them.
    pub const ALL: [Variant; 9] = [
        Variant::Wrapped,
        Variant::Dense,
        Variant::Unlisted,
        Variant::Airy,
        Variant::Crop,
        Variant::Caseless,
        Variant::Unspaced,
        Variant::Markdown,
        Variant::Cased,
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
            Variant::Caseless => foreign(text, seed, ['\u{0621}'; 2]),
            Variant::Cased => foreign(text, seed, ['а', 'А']),
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

/// Latin letters, small and capital, become letters of alphabets that begin with these, in an order that `seed` chooses,
/// so that hardly a word is one of another page.
fn foreign(text: &Labelled, seed: u64, [small, capital]: [char; 2]) -> Labelled {
    let mut order: Vec<u32> = (0..26).collect();
    order.sort_by_key(|letter| xxhash_rust::xxh3::xxh3_64_with_seed(&letter.to_le_bytes(), seed));
    let letter = |c: char| match c {
        'a'..='z' => char::from_u32(u32::from(small) + order[c as usize - 'a' as usize]).unwrap_or(c),
        'A'..='Z' => char::from_u32(u32::from(capital) + order[c as usize - 'A' as usize]).unwrap_or(c),
        _ => c,
    };
    let lines = text.lines.iter().map(|line| line.chars().map(letter).collect()).collect();
    Labelled { lines, labels: text.labels.clone() }
}

/// Each word becomes one or two characters, which `seed` chooses, and the spaces between words go.
fn unspaced(line: &str, seed: u32) -> String {
    let mut out = String::new();
    let (mut hash, mut len) = (seed, 0);
    for c in line.chars().chain(['\n']) {
        if c.is_alphabetic() || (c == '\'' || c == '’') {
            hash = (hash ^ u32::from(c.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
            len += 1;
            continue;
        }
        if len > 0 {
            let character = |h: u32| char::from_u32(0x4E00 + h % 3000).unwrap_or('一');
            out.push(character(hash >> 7));
            if len > 3 {
                out.push(character(hash >> 13));
            }
            (hash, len) = (seed, 0);
        }
        match c {
            ' ' if !out.trim().is_empty() => {}
            '.' => out.push('。'),
            ',' => out.push('，'),
            '?' => out.push('？'),
            '!' => out.push('！'),
            ':' => out.push('：'),
            '\n' => {}
            c => out.push(c),
        }
    }
    // A list mark keeps its space.
    match out.trim_start().strip_prefix('•') {
        Some(rest) => format!("  • {rest}"),
        None => out,
    }
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
    fn unspaced_text_has_no_spaces_and_keeps_its_marks() {
        let other = Variant::Unspaced.of(&page(), 0);
        assert!(other.lines[0].starts_with("  • ") && !other.lines[2].contains(' '), "{other:?}");
        assert!(other.lines[2].ends_with('。') && other.lines[2].contains('，'), "{other:?}");
    }

    #[test]
    fn no_two_pages_are_in_one_language() {
        for variant in [Variant::Caseless, Variant::Cased, Variant::Unspaced] {
            let [one, other] = [1, 2].map(|seed| variant.of(&page(), seed).lines.remove(2));
            assert!(one != other && !one.contains("canal"), "{one}");
        }
        let cased = Variant::Cased.of(&page(), 5).lines.remove(2);
        assert_eq!(cased.chars().filter(|c| c.is_uppercase()).count(), 2, "{cased}");
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
