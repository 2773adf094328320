//! Looks up the phrases of all packs wherever in a line one can begin; expressions run only where a phrase or a measure
//! points.

use std::collections::HashSet;

use super::bounds::within;
use super::builtin::compiled;
use super::compile::bind;
use super::expression::{Expressions, Memory, full};
use super::schema::{Match, Needs, Pack};
use super::tables::{Compiled, Tables};
use super::target::{Frame, Role, Target};
use crate::error::{Error, Result};
use crate::evidence::{Catalogue, RuleId};
use crate::segment::Folded;
use crate::text::{first_char, is_word_char, last_char, plain_pattern};

/// All packs of a cleaner, compiled.
#[derive(Debug)]
pub struct Matcher {
    tables: Tables,
    /// How many rules stand before the first entry.
    before: u16,
    shapes: Expressions,
}

/// Compiles `packs` and adds a rule for each entry to `catalogue`, which has entries of no packs yet.
///
/// # Errors
/// When a pack can't be read, two packs share a name, a phrase is empty, or a shape has nothing that singles out its
/// lines.
pub fn compile(packs: impl IntoIterator<Item = Result<Pack>>, catalogue: &mut Catalogue) -> Result<Matcher> {
    Matcher::of(bind(Compiled::default(), packs, room(catalogue))?, catalogue)
}

/// The same with the built-in packs before those that are given. Alone they take no time to speak of.
///
/// # Errors
/// As of [`compile`].
pub fn compile_with_builtin(packs: Vec<Pack>, catalogue: &mut Catalogue) -> Result<Matcher> {
    let builtin = compiled()?;
    let all = if packs.is_empty() { builtin } else { bind(builtin, packs.into_iter().map(Ok), room(catalogue))? };
    Matcher::of(all, catalogue)
}

/// How many more rules `catalogue` has room for.
fn room(catalogue: &Catalogue) -> usize {
    Catalogue::MAX_LEN - catalogue.len()
}

/// Looks for what [`compile`] takes on trust: that ids are unique, and that every expression compiles, which otherwise
/// shows when a line first asks for it.
///
/// # Errors
/// Names the first entry that has another's id, or whose expression does not compile, and why.
pub fn validate(pack: &Pack) -> Result<()> {
    let mut ids = HashSet::new();
    if let Some(entry) = pack.entries.iter().find(|entry| !ids.insert(&entry.id)) {
        let id = format!("{}/{}", pack.name, entry.id);
        return Err(Error::pack(&id, "another entry of the pack has this id"));
    }
    for entry in pack.entries.iter().filter(|entry| entry.how == Match::Shape) {
        let id = format!("{}/{}", pack.name, entry.id);
        full(&plain_pattern(&entry.text)).map_err(|e| Error::pack(&id, e.to_string()))?;
    }
    Ok(())
}

/// Memory that one line's matching needs and the next one's uses again.
#[derive(Debug, Default)]
pub struct Scratch {
    gated: Vec<u16>,
    expressions: Memory,
}

impl Matcher {
    /// Enters `packs` in `catalogue`.
    fn of(packs: Compiled, catalogue: &mut Catalogue) -> Result<Self> {
        let Compiled { tables, entries, .. } = packs;
        if entries.len() > room(catalogue) {
            return Err(Error::pack("packs", "there are more rules than can be numbered"));
        }
        let before = catalogue.len() as u16;
        catalogue.add_entries(entries);
        let shapes = Expressions::new(tables.patterns.len());
        Ok(Matcher { tables, before, shapes })
    }

    /// The weight of the entry behind `rule`; 0 for a rule that is none of this matcher's entries.
    pub fn weight(&self, rule: RuleId) -> i16 {
        let weight =
            rule.index().checked_sub(self.before.into()).and_then(|entry| self.tables.weights.rows().get(entry));
        weight.map_or(0, |&weight| i16::from_le_bytes(weight))
    }

    /// Calls `found` for every entry that matches `line`, with its rule and weight; an entry may be named twice.
    pub fn visit(&self, line: &Folded<'_>, scratch: &mut Scratch, mut found: impl FnMut(RuleId, i16)) {
        let Scratch { gated, expressions } = scratch;
        gated.clear();
        let mut found = |entry: u16| {
            let rule = RuleId(self.before + entry);
            found(rule, self.weight(rule));
        };
        let tables = &self.tables;
        let after_decoration = line.bare.start as usize;
        if !line.measure.is_long() {
            let fits = |target: &Target| line.measure.words <= target.max_words && is_boundary(line, after_decoration);
            self.judge_whole(line.bare.of(line.text()), fits, &mut found);
        }
        let mut judge = |start: usize| {
            for (phrase, targets) in tables.phrases.beginning(&line.text()[start..]) {
                targets.for_each(|target| judge(line, target, start, start + phrase.len(), gated, &mut found));
            }
        };
        if tables.starts.may_begin(line, 0) {
            judge(0);
        }
        if after_decoration > 0 && tables.starts.may_begin(line, after_decoration) {
            judge(after_decoration);
        }
        // Beyond the words that any phrase within a line allows, only the line's start can tell something.
        if line.measure.words <= tables.max_words_within {
            tables.starts_within.scan(line, |start| {
                if start != after_decoration {
                    judge(start);
                }
            });
        }
        self.try_shapes(line, gated, expressions, &mut found);
    }

    /// Calls `found` for every entry that must be a whole line and is `item`, a folded part of a line without decoration
    /// at both ends, with its rule and weight.
    pub fn visit_item(&self, item: &[u8], mut found: impl FnMut(RuleId, i16)) {
        self.judge_whole(
            item,
            |_| true,
            |entry| {
                let rule = RuleId(self.before + entry);
                found(rule, self.weight(rule));
            },
        );
    }

    /// Looks `bare` up among the phrases that must be a whole line, where what is found `fits`.
    fn judge_whole(&self, bare: &[u8], fits: impl Fn(&Target) -> bool, mut found: impl FnMut(u16)) {
        if !self.tables.lines.may_hold(bare) {
            return;
        }
        for target in self.tables.whole.get(bare).filter(fits) {
            if let Role::Phrase { entry, .. } = target.role {
                found(entry);
            }
        }
    }

    fn try_shapes(&self, line: &Folded<'_>, gated: &mut Vec<u16>, memory: &mut Memory, found: &mut impl FnMut(u16)) {
        let measure = &line.measure;
        if measure.is_long() {
            return;
        }
        let figures = measure.digits > 0 && measure.digits >= measure.letters;
        if figures {
            gated.extend(self.tables.measured.rows().iter().map(|&shape| u16::from_le_bytes(shape)));
        }
        gated.sort_unstable();
        gated.dedup();
        for shape in gated.iter().map(|&shape| usize::from(shape)) {
            let frame = Frame::from_bytes(self.tables.frames.rows()[shape]);
            let fits = match frame.needs {
                Some(Needs::Digit) => measure.digits > 0,
                Some(Needs::Figures) => figures,
                Some(Needs::Separator) => measure.separators > 0,
                None => true,
            };
            let fits =
                fits && measure.words <= frame.max_words && within(&self.tables.bounds.rows()[shape], line.text());
            if fits && self.shapes.is_match(shape, self.tables.patterns.str(shape), line.text(), memory) {
                found(frame.entry);
            }
        }
    }
}

/// Judges one meaning of a phrase that stands at `start..end` of `line`.
fn judge(
    line: &Folded<'_>,
    target: Target,
    start: usize,
    end: usize,
    gated: &mut Vec<u16>,
    found: &mut impl FnMut(u16),
) {
    if line.measure.words > target.max_words || !is_boundary(line, start) {
        return;
    }
    match target.role {
        Role::Gate { shape } => gated.push(shape),
        Role::Phrase { how, entry } => {
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
                found(entry);
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
