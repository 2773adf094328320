//! The page's head: menus, banners and buttons before the text proper.

use super::frame::reach;
use super::{Page, Rule};
use crate::evidence::{Findings, Kind, RuleId};

/// Lines before the text proper, down to the last sign of the page's menus. The title and what stands by it come
/// after that sign.
pub struct Head;

const WEIGHT: i16 = 100;

impl Rule for Head {
    fn info(&self) -> (&'static str, Kind, &'static str) {
        ("navigation/head", Kind::Navigation, "before the text proper, above the last sign of the page's menus")
    }

    fn inspect(&self, page: &Page<'_>, me: RuleId, findings: &mut Findings) {
        for index in 0..end(page, findings) {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

/// The line at which the page's head ends: the last sign of its menus, or 0 where it has none.
pub(super) fn end(page: &Page<'_>, findings: &Findings) -> usize {
    if !page.outline.is_text() || !page.outline.has_frame() {
        return 0;
    }
    let last = reach(page, findings, 0..page.outline.main().start);
    last.and_then(|last| (0..=last).rev().find(|&i| is_menu(findings, i))).unwrap_or(0)
}

/// Whether the line is a sign of what stands above a title; buttons and log-in links stand below it, too.
fn is_menu(findings: &Findings, index: usize) -> bool {
    findings.clue(index).is_some_and(|clue| match clue.kind {
        Kind::Navigation => clue.weight >= 50,
        Kind::Consent | Kind::Breadcrumb => true,
        _ => false,
    })
}
