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
        if !page.outline.is_text() || !page.outline.has_frame() {
            return;
        }
        let Some(last) = reach(page, findings, 0..page.outline.main().start) else { return };
        let menu = (0..=last).rev().find(|&i| is_menu(findings, i));
        for index in 0..menu.unwrap_or(0) {
            if !page.line(index).is_blank() {
                findings.add(index, me, WEIGHT);
            }
        }
    }
}

/// Whether the line is a sign of what stands above a title; buttons and log-in links stand below it, too.
fn is_menu(findings: &Findings, index: usize) -> bool {
    findings.clue(index).is_some_and(|clue| match clue.kind {
        Kind::Navigation => clue.weight >= 50,
        Kind::Consent | Kind::Breadcrumb => true,
        _ => false,
    })
}
