//! What a site's template says of a page, as evidence beside that of the rules and the model.

use super::frame::Side;
use super::key::Keys;
use super::page::PageLines;
use super::reading::find_lines;
use super::template::{Mark, Template};
use crate::evidence::{Catalogue, Findings, Kind, RuleId, RuleInfo};
use crate::explain::ExplainedLine;
use crate::segment::Document;

/// The rules in whose names a template speaks.
#[derive(Clone, Copy, Debug)]
pub struct SiteRules {
    line: RuleId,
    run: RuleId,
    slot: RuleId,
    contents: RuleId,
    text: RuleId,
}

/// Memory for one document after the other.
#[derive(Debug, Default)]
pub struct Desk {
    page: PageLines,
    keys: Keys,
    rows: Vec<u32>,
    marks: Vec<Option<Mark>>,
}

/// Points against a line of a frame: more than a guard and the model's doubt speak for it.
const LINE: i16 = 200;
/// Points against what changes within a frame.
const SLOT: i16 = 150;
/// Points for what stands between the frames: the model's word alone does not remove it.
const TEXT: i16 = -100;
/// Points for a page's own title among lines of the frame.
const TITLE: i16 = -150;
/// Points for what stands there and is said on many pages.
const STOCK: i16 = -50;

impl SiteRules {
    /// Enters the rules in `catalogue`; `None` where it is full.
    pub fn register(catalogue: &mut Catalogue) -> Option<SiteRules> {
        let mut add = |id: &'static str, kind, about| {
            let rule = catalogue.next_id()?;
            catalogue.add(RuleInfo::of_rule(id, kind, about));
            Some(rule)
        };
        Some(SiteRules {
            line: add("profile/line", Kind::Template, "the site's pages have it, at their head or foot")?,
            run: add("profile/run", Kind::Template, "the site's pages have it, always beside the same lines")?,
            slot: add("profile/slot", Kind::Template, "it changes from page to page between lines that do not")?,
            contents: add(
                "profile/contents",
                Kind::Contents,
                "an entry of the page's table of contents, where the site has it",
            )?,
            text: add(
                "profile/text",
                Kind::Guard,
                "it stands between the head and the foot that the site's pages have",
            )?,
        })
    }

    /// Adds to `findings` what `template` says of the lines of `doc`.
    pub fn inspect(&self, doc: &Document<'_>, template: &Template, desk: &mut Desk, findings: &mut Findings) {
        let Desk { page, keys, rows, marks } = desk;
        find_lines(doc, keys, page, rows);
        template.mark(page, marks);
        let mut rest = &marks[..];
        for line in rows.chunk_by(|a, b| a == b) {
            let (parts, behind) = rest.split_at_checked(line.len()).unwrap_or((rest, &[]));
            rest = behind;
            let (rule, weight) = match of_line(parts) {
                Some(Mark::Line(_)) => (self.line, LINE),
                Some(Mark::Run(_)) => (self.run, LINE),
                Some(Mark::Slot) => (self.slot, SLOT),
                Some(Mark::Contents) => (self.contents, SLOT),
                Some(Mark::Title) => (self.text, TITLE),
                Some(Mark::Text { stock }) => (self.text, if stock { STOCK } else { TEXT }),
                None => continue,
            };
            let row = line.first().map_or(0, |&row| row as usize);
            findings.add(row, rule, weight);
        }
    }

    /// Says of the lines of the document that was inspected last on how many pages of `site` they stand, and where.
    pub fn explain(
        &self,
        site: &str,
        template: &Template,
        desk: &Desk,
        catalogue: &Catalogue,
        lines: &mut [ExplainedLine<'_>],
    ) {
        for (&row, mark) in desk.rows.iter().zip(&desk.marks) {
            let (rule, held) = match mark {
                Some(Mark::Line(held)) => (self.line, held),
                Some(Mark::Run(held)) => (self.run, held),
                _ => continue,
            };
            let stands = |end: &str| match held.near {
                0 => format!("always the {end} line"),
                near => format!("always in the {end} {} lines", near + 1),
            };
            let place = match (held.edge, held.side) {
                (false, _) => "always beside the same lines".to_owned(),
                (true, Side::Head) => stands("first"),
                (true, Side::Foot) => stands("last"),
                (true, Side::Both) => stands("first or last"),
            };
            let id = catalogue.get(rule).id;
            let reasons = lines.get_mut(row as usize).map(|line| &mut line.reasons);
            for reason in reasons.into_iter().flatten().filter(|reason| reason.rule == id) {
                reason.about = format!("on {} of {} pages of {site}, {place}", held.pages, template.pages());
            }
        }
    }
}

/// What a line is whose `parts` are these: of the template where all of them are, or where as many parts are lines of
/// frames as are not known.
fn of_line(parts: &[Option<Mark>]) -> Option<Mark> {
    let framed = |mark: &&Option<Mark>| matches!(mark, Some(Mark::Line(_) | Mark::Run(_)));
    let known = |mark: &&Option<Mark>| matches!(mark, Some(mark) if !matches!(mark, Mark::Text { .. } | Mark::Title));
    let (known, first) = (parts.iter().filter(known).count(), parts.iter().find(framed));
    let frames = parts.iter().filter(framed).count();
    if known == parts.len() || frames * 2 >= parts.len() {
        return first.or(parts.first()).copied().flatten();
    }
    parts.iter().flatten().find(|mark| matches!(mark, Mark::Text { .. } | Mark::Title)).copied()
}
