//! The flags about records: JSON Lines, and which of their fields matter.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use dechaff::{Codec, Fields};

use crate::units::size;

/// How records are read.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// Take IN as JSON Lines, and clean its records one by one to standard output as they come.
    #[arg(long)]
    pub jsonl: bool,

    /// Make JSON Lines of all of IN, whatever it is: in shards in the folder OUT, in one file where OUT is called
    /// .jsonl, .jsonl.gz or .jsonl.zst, or on standard output without -o.
    #[arg(long, value_name = "FORMAT", value_enum, conflicts_with_all = ["jsonl", "audit", "resume"])]
    pub to: Option<To>,

    /// How large a shard may be before compression: bytes, or so many K, M or G, which are 1024 each of the one before
    /// [default: 256M].
    #[arg(long, value_name = "SIZE", requires = "to", value_parser = size)]
    pub shard_size: Option<u64>,

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

/// What may be made of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// JSON Lines.
    Jsonl,
    /// JSON Lines, gzip.
    #[value(name = "jsonl.gz")]
    JsonlGz,
    /// JSON Lines, zstd.
    #[value(name = "jsonl.zst")]
    JsonlZst,
}

impl To {
    /// How it is compressed.
    pub fn codec(self) -> Codec {
        match self {
            To::Jsonl => Codec::Plain,
            To::JsonlGz => Codec::Gzip,
            To::JsonlZst => Codec::Zstd,
        }
    }
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
