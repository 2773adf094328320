//! The rules: each reads a document and says what speaks for removing which line; none removes anything.
//!
//! To add a rule, write one file that implements [`Rule`] and name it once in [`ALL`]. Lexical rules run first; the
//! others see what those found, and an outline of where the text proper begins and ends.

mod breadcrumb;
mod company;
mod contents;
mod count;
mod frame;
mod head;
mod heading;
mod inline_menu;
mod masthead;
mod outline;
mod paragraph;
mod phrase;
mod repeat;
mod tail;
mod teaser;
mod title;

pub use outline::Outline;
pub use phrase::Phrases;

use crate::evidence::{Catalogue, Findings, Kind, RuleId, RuleInfo};
use crate::segment::{Document, Line};

/// A document together with what the lexical rules made of it.
pub struct Page<'a> {
    /// The document.
    pub doc: Document<'a>,
    /// Where its text proper begins and ends.
    pub outline: &'a Outline,
}

impl<'a> Page<'a> {
    /// The line at `index`.
    pub fn line(&self, index: usize) -> &'a Line {
        &self.doc.lines()[index]
    }

    /// The nearest line after `index` that is not blank.
    pub fn next_text(&self, index: usize) -> Option<usize> {
        (index + 1..self.doc.lines().len()).find(|&i| !self.line(i).is_blank())
    }
}

/// A rule that needs no pack: it knows a shape that a page's frame takes.
pub trait Rule: Sync {
    /// Name, kind and one sentence for a reader.
    fn info(&self) -> (&'static str, Kind, &'static str);

    /// Adds what the rule finds on `page` to `findings`, in its own name, `me`.
    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings);
}

/// Every rule, in the order in which they run.
static ALL: &[&dyn Rule] = &[
    &breadcrumb::Breadcrumb,
    &contents::Contents,
    &teaser::Teasers,
    &inline_menu::InlineMenu,
    &company::Company,
    &head::Head,
    &tail::Tail,
    &paragraph::Paragraph,
    &masthead::Masthead,
    &title::RepeatedTitle,
    &repeat::RepeatedLine,
    &heading::Heading,
    &count::Count,
];

/// Enters all rules in an empty catalogue: a rule's id is its place in the registry.
pub fn register(catalogue: &mut Catalogue) {
    for rule in ALL {
        let (id, kind, about) = rule.info();
        catalogue.add(RuleInfo::of_rule(id, kind, about));
    }
}

/// Runs every rule over `page`.
pub fn inspect(page: &Page<'_>, findings: &mut Findings) {
    for (index, rule) in ALL.iter().enumerate() {
        rule.inspect(page, RuleId(index as u16), findings);
    }
}
