//! Looks up the phrases of all packs wherever in a line one can begin; expressions run only where a phrase or a measure
//! points.

use std::sync::OnceLock;

use regex::bytes::Regex;

use super::phrasebook::Phrasebook;
use super::schema::{Match, Needs};
use super::starts::{Starts, WholeLines};
use crate::evidence::RuleId;
use crate::segment::Folded;
use crate::text::{first_char, is_word_char, last_char};

/// All packs of a cleaner, compiled.
#[derive(Debug)]
pub struct Matcher {
    /// The phrases that must be a whole line.
    pub(super) whole: Phrasebook,
    /// Their hashes.
    pub(super) lines: WholeLines,
    /// The other phrases.
    pub(super) phrases: Phrasebook,
    /// How those begin.
    pub(super) starts: Starts,
    /// How those begin that may stand within a line.
    pub(super) starts_within: Starts,
    pub(super) shapes: Vec<Shape>,
    /// The most words a line may have for a phrase to count that does not start it.
    pub(super) max_words_within: u8,
    /// Weights of the entries, by rule; rules that are no entries have none.
    pub(super) weights: Vec<i16>,
    /// Shapes that a measure alone singles out.
    pub(super) measured: Vec<u16>,
}

/// What an occurrence of a phrase means, in lines of at most so many words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub role: Role,
    pub max_words: u8,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    Phrase {
        how: Match,
        rule: RuleId,
        weight: i16,
    },
    /// The phrase makes this shape worth trying.
    Gate {
        shape: u16,
    },
}

/// A regular expression of folded lines, compiled when a line first asks for it: most runs meet few of the languages
/// that the packs know.
#[derive(Debug)]
pub(super) struct Shape {
    pub rule: RuleId,
    pub weight: i16,
    pub max_words: u8,
    pub needs: Option<Needs>,
    pub pattern: String,
    pub regex: OnceLock<Option<Regex>>,
}

impl Shape {
    /// Compiles the expression, which must match a whole folded line.
    pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
        Regex::new(&format!("^(?:{pattern})$"))
    }

    /// Whether the expression matches; one that does not compile matches nothing, and building a cleaner refuses it.
    fn is_match(&self, folded: &[u8]) -> bool {
        let regex = self.regex.get_or_init(|| Shape::compile(&self.pattern).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(folded))
    }
}

/// Memory that one line's matching needs and the next one's uses again.
#[derive(Debug, Default)]
pub struct Scratch {
    gated: Vec<u16>,
}

impl Matcher {
    /// The weight of the entry behind `rule`; 0 for a rule that is none of this matcher's entries.
    pub fn weight(&self, rule: RuleId) -> i16 {
        self.weights.get(rule.index()).copied().unwrap_or_default()
    }

    /// Calls `found` for every entry that matches `line`, with its rule and weight; an entry may be named twice.
    pub fn visit(&self, line: &Folded<'_>, scratch: &mut Scratch, mut found: impl FnMut(RuleId, i16)) {
        let Scratch { gated } = scratch;
        gated.clear();
        let after_decoration = line.bare.start as usize;
        self.judge_whole(line, &mut found);
        let mut judge = |start: usize| {
            for (phrase, targets) in self.phrases.beginning(&line.text()[start..]) {
                targets.iter().for_each(|target| judge(line, target, start, start + phrase.len(), gated, &mut found));
            }
        };
        if self.starts.may_begin(line, 0) {
            judge(0);
        }
        if after_decoration > 0 && self.starts.may_begin(line, after_decoration) {
            judge(after_decoration);
        }
        // Beyond the words that any phrase within a line allows, only the line's start can tell something.
        if line.measure.words <= self.max_words_within {
            self.starts_within.scan(line, |start| {
                if start != after_decoration {
                    judge(start);
                }
            });
        }
        self.try_shapes(line, gated, &mut found);
    }

    /// Looks the line up among the phrases that must be a whole line.
    fn judge_whole(&self, line: &Folded<'_>, found: &mut impl FnMut(RuleId, i16)) {
        let bare = line.bare.of(line.text());
        if line.measure.is_long() || !self.lines.may_hold(bare) || !is_boundary(line, line.bare.start as usize) {
            return;
        }
        for target in self.whole.get(bare).iter().filter(|target| line.measure.words <= target.max_words) {
            if let Role::Phrase { rule, weight, .. } = target.role {
                found(rule, weight);
            }
        }
    }

    fn try_shapes(&self, line: &Folded<'_>, gated: &mut Vec<u16>, found: &mut impl FnMut(RuleId, i16)) {
        let measure = &line.measure;
        if measure.is_long() {
            return;
        }
        let figures = measure.digits > 0 && measure.digits >= measure.letters;
        if figures {
            gated.extend(&self.measured);
        }
        gated.sort_unstable();
        gated.dedup();
        for shape in gated.iter().map(|&i| &self.shapes[usize::from(i)]) {
            let fits = match shape.needs {
                Some(Needs::Digit) => measure.digits > 0,
                Some(Needs::Figures) => figures,
                Some(Needs::Separator) => measure.separators > 0,
                None => true,
            };
            if fits && measure.words <= shape.max_words && shape.is_match(line.text()) {
                found(shape.rule, shape.weight);
            }
        }
    }
}

/// Judges one meaning of a phrase that stands at `start..end` of `line`.
fn judge(
    line: &Folded<'_>,
    target: &Target,
    start: usize,
    end: usize,
    gated: &mut Vec<u16>,
    found: &mut impl FnMut(RuleId, i16),
) {
    if line.measure.words > target.max_words || !is_boundary(line, start) {
        return;
    }
    match target.role {
        Role::Gate { shape } => gated.push(shape),
        Role::Phrase { how, rule, weight } => {
            let at_start = start == 0 || start == line.bare.start as usize;
            let at_end = !line.measure.is_long() && (end == line.text().len() || end == line.bare.end as usize);
            let fits = match how {
                // What stands in quotation marks is somebody's words.
                Match::Prefix => at_start && is_boundary(line, end) && !matches!(line.text()[0], b'"' | b'\''),
                Match::Suffix => at_end,
                Match::Contains => is_boundary(line, end),
                Match::Line | Match::Shape => false,
            };
            if fits {
                found(rule, weight);
            }
        }
    }
}

/// Whether no word of a spaced script runs across `at`.
fn is_boundary(line: &Folded<'_>, at: usize) -> bool {
    let (before, after) = line.text().split_at(at);
    let (Some((left, _)), Some((right, _))) = (last_char(before), first_char(after)) else { return true };
    !(is_word_char(left) && is_word_char(right))
}
