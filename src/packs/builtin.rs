//! The packs that are embedded in the library, one list.

use super::schema::Pack;
use crate::error::Result;

/// Source of every built-in pack.
static SOURCES: &[(&str, &str)] = &[];

/// The packs that come with dechaff.
///
/// # Errors
/// Never in a released version: a test parses and checks every pack.
pub fn builtin() -> Result<Vec<Pack>> {
    SOURCES.iter().map(|(name, text)| Pack::parse(text, name)).collect()
}
