//! Why a run that goes on from a former one cleans a document.

/// Why a document was cleaned by a run that knows what former ones did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Again {
    /// It was not there before.
    New,
    /// Its content changed.
    Content,
    /// The packs, the model, the mode, the program or the way to learn are others.
    Rules,
    /// Its site's template is another.
    Site,
    /// Its clean copy is gone, or not of the size that was written.
    Copy,
    /// A former run failed at it, or was broken off.
    Unfinished,
}

impl Again {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Again::New => "new",
            Again::Content => "changed",
            Again::Rules => "other rules",
            Again::Site => "other site template",
            Again::Copy => "copy missing or changed",
            Again::Unfinished => "unfinished",
        }
    }
}

impl std::fmt::Display for Again {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
