//! One automaton finds the phrases of all packs, wherever in a line one can begin; expressions run only where it or a
//! measure points.

use std::sync::OnceLock;

use aho_corasick::automaton::Automaton;
use aho_corasick::{Anchored, nfa::contiguous};
use regex::bytes::Regex;

use super::schema::{Match, Needs};
use super::starts::{Starts, WholeLines};
use crate::evidence::RuleId;
use crate::segment::{Document, Line, bare_of};
use crate::text::{Span, is_word_char};

/// All packs of a cleaner, compiled.
#[derive(Debug)]
pub struct Matcher {
    pub(super) automaton: contiguous::NFA,
    /// The phrases that must be a whole line.
    pub(super) lines: WholeLines,
    /// How the other phrases begin.
    pub(super) starts: Starts,
    /// How phrases begin that may stand within a line.
    pub(super) starts_within: Starts,
    /// What a phrase means, by the automaton's pattern.
    pub(super) targets: Vec<Vec<Target>>,
    pub(super) shapes: Vec<Shape>,
    /// The most words a line may have for a phrase to count that does not start it.
    pub(super) max_words_within: u8,
    /// Weights of the entries, by rule; rules that are no entries have none.
    pub(super) weights: Vec<i16>,
    /// Shapes that a measure alone singles out.
    pub(super) measured: Vec<u16>,
}

/// What an occurrence of a phrase means.
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
    folded: Vec<u8>,
}

/// A line as the matcher sees it.
struct View<'a> {
    folded: &'a [u8],
    bare: Span,
    line: &'a Line,
}

impl Matcher {
    /// The weight of the entry behind `rule`; 0 for a rule that is none of this matcher's entries.
    pub fn weight(&self, rule: RuleId) -> i16 {
        self.weights.get(rule.index()).copied().unwrap_or_default()
    }

    /// Calls `found` for every entry that matches `line`, with its rule and weight; an entry may be named twice.
    pub fn visit(&self, doc: &Document<'_>, line: &Line, scratch: &mut Scratch, mut found: impl FnMut(RuleId, i16)) {
        let Scratch { gated, folded } = scratch;
        let folded = doc.fold(line, folded);
        let bare = bare_of(folded);
        let view = View { folded, bare, line };
        gated.clear();
        let mut walk = |start| self.walk(&view, start, gated, &mut found);
        let after_decoration = bare.start as usize;
        let whole = self.lines.may_hold(bare.of(folded));
        if whole || self.starts.may_begin(folded) {
            walk(0);
        }
        if after_decoration > 0 && (whole || self.starts.may_begin(&folded[after_decoration..])) {
            walk(after_decoration);
        }
        // Beyond the words that any phrase within a line allows, only the line's start can tell something.
        if line.measure.words <= self.max_words_within {
            self.starts_within.scan(folded, |start| {
                if start != after_decoration {
                    walk(start);
                }
            });
        }
        self.try_shapes(&view, gated, &mut found);
    }

    /// Runs the automaton from `start` as far as a phrase can go that begins there.
    fn walk(&self, view: &View<'_>, start: usize, gated: &mut Vec<u16>, found: &mut impl FnMut(RuleId, i16)) {
        let Ok(mut state) = self.automaton.start_state(Anchored::Yes) else { return };
        for (i, &byte) in view.folded[start..].iter().enumerate() {
            state = self.automaton.next_state(Anchored::Yes, state, byte);
            if !self.automaton.is_special(state) {
                continue;
            }
            if self.automaton.is_dead(state) {
                return;
            }
            for m in 0..self.automaton.match_len(state) {
                let pattern = self.automaton.match_pattern(state, m);
                // A state also names the phrases that end here and began later.
                if self.automaton.pattern_len(pattern) == i + 1 {
                    for target in &self.targets[pattern.as_usize()] {
                        view.judge(target, start, start + i + 1, gated, found);
                    }
                }
            }
        }
    }

    fn try_shapes(&self, view: &View<'_>, gated: &mut Vec<u16>, found: &mut impl FnMut(RuleId, i16)) {
        let measure = &view.line.measure;
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
            if fits && measure.words <= shape.max_words && shape.is_match(view.folded) {
                found(shape.rule, shape.weight);
            }
        }
    }
}

impl View<'_> {
    fn judge(
        &self,
        target: &Target,
        start: usize,
        end: usize,
        gated: &mut Vec<u16>,
        found: &mut impl FnMut(RuleId, i16),
    ) {
        let measure = &self.line.measure;
        if measure.words > target.max_words || !self.is_boundary(start) {
            return;
        }
        match target.role {
            Role::Gate { shape } => gated.push(shape),
            Role::Phrase { how, rule, weight } => {
                let at_start = start == 0 || start == self.bare.start as usize;
                let at_end = !measure.is_long() && (end == self.folded.len() || end == self.bare.end as usize);
                let fits = match how {
                    Match::Line => start == self.bare.start as usize && at_end,
                    // What stands in quotation marks is somebody's words.
                    Match::Prefix => at_start && self.is_boundary(end) && !matches!(self.folded[0], b'"' | b'\''),
                    Match::Suffix => at_end,
                    Match::Contains => self.is_boundary(end),
                    Match::Shape => false,
                };
                if fits {
                    found(rule, weight);
                }
            }
        }
    }

    /// Whether no word of a spaced script runs across `at`.
    fn is_boundary(&self, at: usize) -> bool {
        let (before, after) = self.folded.split_at(at);
        let left = match before.last() {
            None => return true,
            Some(&b) if b.is_ascii() => char::from(b),
            Some(_) => last_char(before),
        };
        let right = match after.first() {
            None => return true,
            Some(&b) if b.is_ascii() => char::from(b),
            Some(_) => first_char(after),
        };
        !(is_word_char(left) && is_word_char(right))
    }
}

fn last_char(bytes: &[u8]) -> char {
    let tail = &bytes[bytes.len().saturating_sub(4)..];
    let start = tail.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or(0);
    first_char(&tail[start..])
}

fn first_char(bytes: &[u8]) -> char {
    let head = &bytes[..bytes.len().min(4)];
    head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER)
}
