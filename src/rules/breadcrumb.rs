//! A trail from the front page to this one, as bullets that end in separators or that end in the title.

use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};
use crate::text::{is_separator, last_char};

/// Trails of several lines. Trails on one line begin with a word for the front page and are shapes in the packs.
pub struct Breadcrumb;

/// A trail has at most this many steps.
const MAX_STEPS: usize = 8;
/// A trail stands within the first lines that are not blank.
const HEAD: usize = 400;
const WEIGHT: i16 = 120;

impl Rule for Breadcrumb {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("breadcrumb/trail", Kind::Breadcrumb, "a step of a trail of short lines that leads to the title")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        let limit = page.outline.first_prose().unwrap_or(page.doc.lines().len()).min(HEAD);
        let mut index = 0;
        while index < limit {
            match steps(page, index) {
                0 => index += 1,
                n => {
                    let mut step = index;
                    for _ in 0..n {
                        findings.add(step, me, WEIGHT);
                        index = step + 1;
                        step = page.next_text(step).unwrap_or(index);
                    }
                }
            }
        }
    }
}

/// How many lines from `start` on are steps of one trail.
fn steps(page: &Page<'_>, start: usize) -> usize {
    let listed = listed_steps(page, start);
    if listed > 0 {
        return listed;
    }
    let mut step = start;
    let mut open = 0;
    while leads_on(page, step) && open < MAX_STEPS {
        open += 1;
        match page.next_text(step) {
            Some(next) => step = next,
            None => return open,
        }
    }
    let closes = open > 0 && !page.line(step).is_blank() && page.line(step).measure.words <= 40;
    match open {
        0 => 0,
        _ if closes && (page.line(step).measure.is_listed() || repeats_soon(page, step)) => open + 1,
        1 => 0,
        _ => open,
    }
}

/// How many listed lines from `start` on make a trail of their own: two or more in a row, the last of which is said
/// again right below, as the title is.
fn listed_steps(page: &Page<'_>, start: usize) -> usize {
    let listed = |i: &usize| page.line(*i).measure.is_listed() && !page.line(*i).is_blank();
    if start > 0 && listed(&(start - 1)) {
        return 0;
    }
    let steps = (start..page.doc.lines().len()).take_while(listed).take(MAX_STEPS + 1).count();
    let (open, last) = (start..start + steps.max(1) - 1, start + steps.max(1) - 1);
    let short = open.clone().all(|i| page.line(i).measure.words <= 6);
    let trail = (2..=MAX_STEPS).contains(&steps) && short && page.line(last).measure.letters >= 8;
    if trail && repeats_soon(page, last) { steps } else { 0 }
}

/// Whether the line is a short label that ends in a separator.
fn leads_on(page: &Page<'_>, index: usize) -> bool {
    let line = page.line(index);
    line.measure.words <= 6
        && line.measure.letters > 0
        && last_char(page.doc.core(line)).is_some_and(|(c, _)| is_separator(c))
}

/// Whether the line is said again within the next few lines, as a title is after its trail.
fn repeats_soon(page: &Page<'_>, index: usize) -> bool {
    let core = page.doc.core(page.line(index));
    !core.is_empty() && page.doc.lines()[index + 1..].iter().take(12).any(|line| page.doc.core(line) == core)
}
