//! The packs that are embedded in the library, one list.

use super::schema::Pack;
use crate::error::Result;

/// Source of every built-in pack.
static SOURCES: &[(&str, &str)] = &[
    ("any.toml", include_str!("builtin/any.toml")),
    ("en/ads.toml", include_str!("builtin/en/ads.toml")),
    ("en/consent.toml", include_str!("builtin/en/consent.toml")),
    ("en/furniture-account.toml", include_str!("builtin/en/furniture-account.toml")),
    ("en/furniture-comments.toml", include_str!("builtin/en/furniture-comments.toml")),
    ("en/furniture-legal.toml", include_str!("builtin/en/furniture-legal.toml")),
    ("en/furniture-media.toml", include_str!("builtin/en/furniture-media.toml")),
    ("en/furniture-shop.toml", include_str!("builtin/en/furniture-shop.toml")),
    ("en/furniture.toml", include_str!("builtin/en/furniture.toml")),
    ("en/navigation-languages.toml", include_str!("builtin/en/navigation-languages.toml")),
    ("en/navigation-sections.toml", include_str!("builtin/en/navigation-sections.toml")),
    ("en/navigation.toml", include_str!("builtin/en/navigation.toml")),
    ("en/share.toml", include_str!("builtin/en/share.toml")),
    ("en/signup.toml", include_str!("builtin/en/signup.toml")),
    ("en/teaser.toml", include_str!("builtin/en/teaser.toml")),
    ("ar.toml", include_str!("builtin/ar.toml")),
    ("cs.toml", include_str!("builtin/cs.toml")),
    ("de.toml", include_str!("builtin/de.toml")),
    ("el.toml", include_str!("builtin/el.toml")),
    ("es.toml", include_str!("builtin/es.toml")),
    ("fr.toml", include_str!("builtin/fr.toml")),
    ("hi.toml", include_str!("builtin/hi.toml")),
    ("id.toml", include_str!("builtin/id.toml")),
    ("it.toml", include_str!("builtin/it.toml")),
    ("ja.toml", include_str!("builtin/ja.toml")),
    ("ko.toml", include_str!("builtin/ko.toml")),
    ("nl.toml", include_str!("builtin/nl.toml")),
    ("pl.toml", include_str!("builtin/pl.toml")),
    ("pt.toml", include_str!("builtin/pt.toml")),
    ("ru.toml", include_str!("builtin/ru.toml")),
    ("sv.toml", include_str!("builtin/sv.toml")),
    ("th.toml", include_str!("builtin/th.toml")),
    ("tr.toml", include_str!("builtin/tr.toml")),
    ("vi.toml", include_str!("builtin/vi.toml")),
    ("zh.toml", include_str!("builtin/zh.toml")),
];

/// The packs that come with dechaff, one by one. None is an error in a released version: a test parses and checks
/// them all.
pub fn builtin() -> impl Iterator<Item = Result<Pack>> {
    SOURCES.iter().map(|(name, text)| Pack::parse(text, name))
}
