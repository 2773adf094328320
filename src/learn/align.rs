//! What a person kept of a page, line by line: the clean text is laid along the raw one, and each line is told how many
//! of its words stand in it.
//!
//! Lines and places of the clean text are matched in order: of all ways to lay one along the other, the one that
//! covers most words counts. Where two lines could be meant by the same place, the one that fits the order wins, and
//! of equals the later one, which is the heading rather than the link to it. Text that was moved is found afterwards:
//! a line of four words or more that stands in a place nothing else covers is kept too. A line that is kept in part
//! gets its part of the words.

use std::collections::HashMap;

/// What is known of one line: how many words it has and how many of them are in the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Words of the line.
    pub words: u32,
    /// Those that were kept.
    pub kept: u32,
}

/// A place in the clean text where a line may stand.
#[derive(Clone, Copy)]
struct Candidate {
    line: usize,
    start: usize,
    end: usize,
    matched: u32,
}

/// Words from which a line is looked for by its parts and not only as a whole.
const LONG: usize = 4;
/// Words of a part.
const PART: usize = 3;
/// The most places that a part or a short line is tried at.
const PLACES: usize = 48;

/// Says for each of `lines` how much of it stands in `gold`, and how many words `gold` has.
pub fn align(lines: &[&str], gold: &str) -> (Vec<Label>, u32) {
    let mut numbers = HashMap::new();
    let gold: Vec<u32> = words(gold)
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word).or_insert(next)
        })
        .collect();
    let raw: Vec<Vec<u32>> =
        lines.iter().map(|line| words(line).map(|w| numbers.get(&w).copied().unwrap_or(u32::MAX)).collect()).collect();
    let index = Index::of(&gold);
    let mut candidates = Vec::new();
    for (line, words) in raw.iter().enumerate() {
        let before = raw[..line].iter().rev().find_map(|words| words.last().copied());
        let after = raw[line + 1..].iter().find_map(|words| words.first().copied());
        index.find(line, words, before, after, &mut candidates);
    }
    let mut labels: Vec<Label> = raw.iter().map(|words| Label { words: words.len() as u32, kept: 0 }).collect();
    let mut covered = vec![false; gold.len()];
    for at in best_chain(&candidates, gold.len()) {
        let Candidate { line, start, end, matched } = candidates[at];
        labels[line].kept = matched;
        covered[start..end].fill(true);
    }
    candidates.sort_by_key(|c| (c.line, std::cmp::Reverse(c.matched)));
    for c in &candidates {
        let label = &mut labels[c.line];
        let free = covered[c.start..c.end].iter().filter(|&&covered| !covered).count();
        let whole = c.matched * 10 >= label.words * 7 && free * 10 >= (c.end - c.start) * 7;
        if label.kept == 0 && raw[c.line].len() >= LONG && whole {
            label.kept = c.matched;
            covered[c.start..c.end].fill(true);
        }
    }
    (labels, gold.len() as u32)
}

/// The words of `text`, in lower case: letters, digits and `_` in a row.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Where each word and each part stands in the clean text.
struct Index<'g> {
    gold: &'g [u32],
    words: HashMap<u32, Vec<u32>>,
    parts: HashMap<[u32; PART], Vec<u32>>,
}

impl<'g> Index<'g> {
    fn of(gold: &'g [u32]) -> Self {
        let (mut singles, mut parts) = (HashMap::new(), HashMap::new());
        for (at, &word) in gold.iter().enumerate() {
            singles.entry(word).or_insert_with(Vec::new).push(at as u32);
            if let Some(part) = gold[at..].first_chunk() {
                parts.entry(*part).or_insert_with(Vec::new).push(at as u32);
            }
        }
        Index { gold, words: singles, parts }
    }

    /// Adds the places where `words` may stand; `before` and `after` are the words beside them in the raw text.
    fn find(&self, line: usize, words: &[u32], before: Option<u32>, after: Option<u32>, found: &mut Vec<Candidate>) {
        let Some(first) = words.first() else { return };
        if words.len() >= LONG {
            return self.find_by_parts(line, words, found);
        }
        let Some(places) = self.words.get(first) else { return };
        let mut starts: Vec<usize> =
            places.iter().map(|&p| p as usize).filter(|&p| self.gold[p..].starts_with(words)).collect();
        if starts.len() > PLACES {
            starts.retain(|&p| {
                (p > 0 && before == Some(self.gold[p - 1])) || self.gold.get(p + words.len()).copied() == after
            });
        }
        found.extend(starts.into_iter().take(PLACES * 8).map(|start| Candidate {
            line,
            start,
            end: start + words.len(),
            matched: words.len() as u32,
        }));
    }

    fn find_by_parts(&self, line: usize, words: &[u32], found: &mut Vec<Candidate>) {
        // A part at `at` of the line and at `place` of the clean text lies on the diagonal `place - at`.
        let mut hits: Vec<(i64, usize)> = Vec::new();
        for at in 0..=words.len() - PART {
            let Some(places) = words[at..].first_chunk().and_then(|part| self.parts.get(part)) else { continue };
            hits.extend(places.iter().take(PLACES).map(|&p| (i64::from(p) - at as i64, p as usize)));
        }
        hits.sort_unstable();
        let mut groups: Vec<Candidate> = Vec::new();
        for group in hits.chunk_by(|a, b| b.0 - a.0 <= 4) {
            let start = group.iter().map(|hit| hit.1).min().unwrap_or(0);
            let end = group.iter().map(|hit| hit.1 + PART).max().unwrap_or(0);
            groups.push(Candidate { line, start, end, matched: group.len() as u32 });
        }
        groups.sort_by_key(|c| std::cmp::Reverse(c.matched));
        for mut group in groups.into_iter().take(8) {
            // Words at the edges belong to no whole part where the clean text differs beside them.
            let (from, to) = (group.start, group.end.min(group.start + words.len() + 8));
            group.end = to;
            group.matched = shared(words, &self.gold[from..to]);
            if group.matched as usize * 10 >= words.len() * 3 {
                found.push(group);
            }
        }
    }
}

/// How many words two texts share, each counted as often as both have it.
fn shared(a: &[u32], b: &[u32]) -> u32 {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    both
}

/// The candidates, in order and without overlap, that match most words: at most one for each line.
fn best_chain(candidates: &[Candidate], len: usize) -> Vec<usize> {
    // Best sum of a chain that ends at or before a place, as a tree of prefix maxima.
    let mut tree: Vec<(u32, usize)> = vec![(0, usize::MAX); len + 2];
    let mut before = vec![usize::MAX; candidates.len()];
    let mut sums = vec![0; candidates.len()];
    let mut at = 0;
    for group in candidates.chunk_by(|a, b| a.line == b.line) {
        for (offset, c) in group.iter().enumerate() {
            let (mut best, mut place) = ((0, usize::MAX), c.start + 1);
            while place > 0 {
                if tree[place].0 > best.0 {
                    best = tree[place];
                }
                place &= place - 1;
            }
            sums[at + offset] = best.0 + c.matched;
            before[at + offset] = best.1;
        }
        for (offset, c) in group.iter().enumerate() {
            let mut place = c.end + 1;
            while place < tree.len() {
                if sums[at + offset] >= tree[place].0 {
                    tree[place] = (sums[at + offset], at + offset);
                }
                place += place & place.wrapping_neg();
            }
        }
        at += group.len();
    }
    let last = (0..candidates.len()).max_by_key(|&at| sums[at]);
    let mut chain: Vec<usize> =
        std::iter::successors(last, |&at| Some(before[at]).filter(|&b| b != usize::MAX)).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(lines: &[&str], gold: &str) -> Vec<u32> {
        align(lines, gold).0.iter().map(|label| label.kept).collect()
    }

    #[test]
    fn lines_of_the_clean_text_are_found_in_order() {
        let lines = ["Home", "The canal", "The canal was opened on Monday.", "Home", "It rained at home.", "The canal"];
        assert_eq!(kept(&lines, "The canal was opened on Monday. It rained at home."), [0, 0, 6, 0, 4, 0]);
    }

    #[test]
    fn sentences_cut_by_links_are_put_together() {
        let lines = ["See", "our", "See the", "harbour office", "for more of our boats", "office"];
        assert_eq!(kept(&lines, "See the harbour office for more of our boats"), [0, 0, 2, 2, 5, 0]);
    }

    #[test]
    fn of_two_that_could_be_meant_the_later_counts() {
        assert_eq!(
            kept(
                &["Night ferry", "x", "Night ferry", "It sails in April again"],
                "Night ferry It sails in April again"
            ),
            [0, 0, 2, 5]
        );
    }

    #[test]
    fn moved_text_is_kept() {
        let lines = ["one two three four five six", "seven eight nine ten"];
        assert_eq!(kept(&lines, "seven eight nine ten one two three four five six"), [6, 4]);
    }

    #[test]
    fn a_line_kept_in_part_gets_its_part() {
        assert_eq!(kept(&["Posted by Ann The canal was opened on Monday"], "The canal was opened on Monday"), [6]);
    }
}
