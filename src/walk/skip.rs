//! Why a file was passed over: no failure, but a person wants to know the count.

/// Why a file or folder was not cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Skip {
    /// Its content is no text.
    Binary,
    /// Its name has an extension that was not asked for.
    Extension,
    /// Its name begins with a dot; a folder counts once.
    Hidden,
    /// The globs exclude it; a folder counts once.
    Glob,
    /// A symbolic link, and links are not followed.
    Symlink,
    /// A pipe, socket or device.
    NotAFile,
    /// Its name is that of JSON, but it does not begin with a record.
    NoRecords,
}

impl Skip {
    /// All reasons, in the order in which reports name them.
    pub const ALL: [Skip; 7] =
        [Skip::Binary, Skip::Extension, Skip::Hidden, Skip::Glob, Skip::Symlink, Skip::NotAFile, Skip::NoRecords];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Skip::Binary => "binary",
            Skip::Extension => "extension",
            Skip::Hidden => "hidden",
            Skip::Glob => "glob",
            Skip::Symlink => "symlink",
            Skip::NotAFile => "not a file",
            Skip::NoRecords => "no records",
        }
    }
}

impl std::fmt::Display for Skip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
