//! The kinds of chaff, as a person would name them when asked why a line went.

use serde::{Deserialize, Serialize};

/// What sort of page furniture a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// The way from the site's front page to this one.
    Breadcrumb,
    /// The site's name on a line of its own.
    Masthead,
    /// A title that was given before.
    Title,
    /// A line or paragraph that was given before.
    Repeat,
    /// A marker of an advertisement.
    Ad,
    /// Menus, skip links, pagination, language switches.
    Navigation,
    /// The page's own table of contents.
    Contents,
    /// Buttons that pass the page on.
    Share,
    /// Calls to follow, subscribe or register.
    Signup,
    /// Consent and cookie notices.
    Consent,
    /// Read-more lines and lists of other articles.
    Teaser,
    /// What else frames an article: copyright, comment counts, reading time, log-in and print links.
    Furniture,
    /// What the learned model takes for no part of the text, and no rule has a name for.
    Outside,
    /// What the site repeats on its pages, and what changes between such lines.
    Template,
    /// What speaks for keeping a line; it carries negative weight.
    Guard,
}

impl Kind {
    /// All kinds, in the order in which they are declared and reports name them.
    pub const ALL: [Kind; 15] = [
        Kind::Breadcrumb,
        Kind::Masthead,
        Kind::Title,
        Kind::Repeat,
        Kind::Ad,
        Kind::Navigation,
        Kind::Contents,
        Kind::Share,
        Kind::Signup,
        Kind::Consent,
        Kind::Teaser,
        Kind::Furniture,
        Kind::Outside,
        Kind::Template,
        Kind::Guard,
    ];

    /// The name used in packs, reports and audits.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Breadcrumb => "breadcrumb",
            Kind::Masthead => "masthead",
            Kind::Title => "title",
            Kind::Repeat => "repeat",
            Kind::Ad => "ad",
            Kind::Navigation => "navigation",
            Kind::Contents => "contents",
            Kind::Share => "share",
            Kind::Signup => "signup",
            Kind::Consent => "consent",
            Kind::Teaser => "teaser",
            Kind::Furniture => "furniture",
            Kind::Outside => "outside",
            Kind::Template => "template",
            Kind::Guard => "guard",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
