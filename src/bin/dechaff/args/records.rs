//! The flags about records: JSON Lines, and which of their fields matter.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use dechaff::Fields;

/// How records are read.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// Take IN as JSON Lines, and clean its records one by one to standard output as they come.
    #[arg(long)]
    pub jsonl: bool,

    #[command(flatten)]
    pub fields: FieldArgs,

    /// Add a field to each record of JSON Lines that tells what was removed from its text.
    #[arg(long, value_name = "NAME")]
    pub stats_field: Option<String>,

    /// Where records go that can't be cleaned, as they are [default: beside the output].
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub rejects: Option<PathBuf>,

    /// Stop at the first record that can't be cleaned.
    #[arg(long)]
    pub strict: bool,
}

/// Which fields of a record are read.
#[derive(Debug, Args)]
pub struct FieldArgs {
    /// The field or column that holds a record's text; `a.b` is `b` in `a` [default: text, content, body, article, or the like].
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,

    /// The field or column that holds a record's URL [default: url, uri, link, or the like].
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
}

impl FieldArgs {
    /// The fields that are read.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        if let Some(name) = &self.text_field {
            fields = fields.with_text(name);
        }
        if let Some(name) = &self.url_field {
            fields = fields.with_url(name);
        }
        fields
    }
}

impl RecordArgs {
    /// Which fields matter.
    pub fn fields(&self) -> Fields {
        let fields = self.fields.fields();
        match &self.stats_field {
            Some(name) => fields.with_stats(name),
            None => fields,
        }
    }
}
