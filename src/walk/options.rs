//! What a person may say about which files of a folder are looked at.

/// Which files of a folder are documents. Files named on the command line are taken whatever these say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkOptions {
    /// File name extensions without the dot, compared without regard to ASCII case; the empty string stands for files
    /// without extension, which are documents when they look like text. Files of records are named by what stands before
    /// `.gz` or `.zst`. The default is `txt`, `text`, `md`, none, `jsonl`, `ndjson`,
    /// `json`, `warc`, `wet` and `parquet`.
    pub extensions: Vec<String>,
    /// Globs that narrow the choice, as ripgrep's `-g`: matched against the path below the input, or against the bare
    /// name where the glob holds no slash; a leading `!` excludes; the last glob that matches decides. A glob that
    /// names a folder speaks for all it holds.
    pub globs: Vec<String>,
    /// Whether names that begin with a dot are looked at.
    pub hidden: bool,
    /// Whether symbolic links inside a folder are followed.
    pub follow: bool,
}

impl Default for WalkOptions {
    fn default() -> Self {
        let extensions =
            ["txt", "text", "md", "", "jsonl", "ndjson", "json", "warc", "wet", "parquet"].map(str::to_owned).to_vec();
        WalkOptions { extensions, globs: Vec::new(), hidden: false, follow: false }
    }
}
