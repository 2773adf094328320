//! A guard: figures that are given for one thing after another belong to the entries of a list.

use std::collections::{HashMap, HashSet};

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Reading times, numbers of comments and the like that come three times or more, and not always with the same figure.
/// A page says such a thing of itself once or twice; a list of articles or threads says it of each of its entries, and
/// the figure is part of the entry. What stands in the page's frame goes with it all the same.
pub struct Count;

const WEIGHT: i16 = -50;
/// As many make a list.
const ENTRIES: usize = 3;

impl Rule for Count {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("guard/count", Kind::Guard, "a figure that is given for each entry of a list")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let mut counts: HashMap<u16, (Vec<usize>, HashSet<&[u8]>)> = HashMap::new();
        for n in 0..findings.clued_lines() {
            let Some((index, clue)) = findings.clued_line(n) else { break };
            let line = page.line(index);
            if clue.kind == Kind::Furniture && line.measure.digits > 0 && !line.measure.is_prose() {
                let (lines, texts) = counts.entry(line.entry().unwrap_or(u16::MAX)).or_default();
                lines.push(index);
                texts.insert(page.doc.core(line));
            }
        }
        let mut entries: Vec<usize> = (counts.into_values())
            .filter(|(lines, texts)| lines.len() >= ENTRIES && texts.len() > 1)
            .flat_map(|(lines, _)| lines)
            .collect();
        entries.sort_unstable();
        entries.into_iter().for_each(|i| findings.add(i, me, WEIGHT));
    }
}
