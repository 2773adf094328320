//! Parquet: a file whose texts are a column among others.
//!
//! ```text
//!   file ── texts ──► rows           text and URL of one row group after the other
//!     │                 │ cleaned by the workers of a run, as records of other files are
//!     │  copied         ▼
//!   columns ───────► writer ──► file the text's column encoded anew, the others byte for byte
//! ```
//!
//! Where texts can't be read, the rest of their row group has none, as its other columns have rows there.

mod column;
mod disk;
mod orders;
mod pool;
mod rows;
mod texts;
mod wary;
mod writer;

use std::path::Path;

use ::parquet::basic::{ConvertedType, LogicalType, Type};
use ::parquet::file::metadata::ParquetMetaData;
use ::parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use crate::error::{Error, ErrorKind, Result};
use crate::record::Fields;
use disk::Disk;
pub(crate) use rows::RowChunks;
pub(super) use writer::TableWriter;

/// A Parquet file whose footer was read, and whose text was found.
#[derive(Debug)]
pub(crate) struct Table {
    disk: Disk,
    metadata: ParquetMetaData,
    /// The column that holds the text.
    text: usize,
    /// The one that holds the URL, where it is asked for and there is one.
    url: Option<usize>,
}

impl Table {
    /// Opens the file at `path`, whose text and URL are in columns called as `fields` say.
    ///
    /// # Errors
    /// When it can't be read, is no Parquet file, or has no such text.
    pub(crate) fn open(path: &Path, fields: &Fields) -> Result<Self> {
        let disk = Disk::open(path).map_err(|e| Error::read(path, e))?;
        let bad = |detail: String| Error::at(ErrorKind::Read, path, detail);
        let metadata = wary::footer(&disk).map_err(|detail| bad(format!("no sound Parquet file: {detail}")))?;
        let schema = metadata.file_metadata().schema_descr();
        let text = find_text(schema, fields.texts()).map_err(bad)?;
        let url = fields.urls().iter().find_map(|name| find(schema, name).filter(|&url| is_flat(&schema.column(url))));
        Ok(Table { disk, metadata, text, url })
    }

    /// The same without the URL, the text being in the column called `name`.
    pub(crate) fn of_texts(path: &Path, name: &str) -> Result<Self> {
        let table = Self::open(path, &Fields::default().with_text(name))?;
        Ok(Table { url: None, ..table })
    }

    /// What the column of texts is called; dots lead into groups.
    pub(crate) fn text_name(&self) -> String {
        self.metadata.file_metadata().schema_descr().column(self.text).path().string()
    }

    /// The definition level of a text that is no null.
    fn text_levels(&self) -> i16 {
        self.metadata.file_metadata().schema_descr().column(self.text).max_def_level()
    }
}

/// The column called `name`.
fn find(schema: &SchemaDescriptor, name: &str) -> Option<usize> {
    schema.columns().iter().position(|column| column.path().string() == name)
}

/// The first column of texts among those called `names`; why there is none otherwise.
fn find_text(schema: &SchemaDescriptor, names: &[String]) -> std::result::Result<usize, String> {
    // Bytes may be text, too, where one says so.
    let named = names.len() == 1;
    let mut odd = None;
    for name in names {
        let Some(column) = find(schema, name) else {
            let group = schema.columns().iter().any(|column| column.path().string().starts_with(&format!("{name}.")));
            odd = odd.or_else(|| group.then(|| format!("`{name}` is a group or a list of columns, no string")));
            continue;
        };
        let descriptor = schema.column(column);
        let noted = descriptor.logical_type_ref() == Some(&LogicalType::String)
            || descriptor.converted_type() == ConvertedType::UTF8;
        let bare = descriptor.logical_type_ref().is_none() && descriptor.converted_type() == ConvertedType::NONE;
        if is_flat(&descriptor) && (noted || named && bare) {
            return Ok(column);
        }
        let what = if is_flat(&descriptor) { "bytes, which may be no text" } else { "no string" };
        odd = odd.or_else(|| Some(format!("`{name}` is {what}")));
    }
    let odd = odd.unwrap_or_else(|| format!("looked for {}", names.join(", ")));
    Err(format!("no column of texts: {odd}; name it with --text-field"))
}

/// Whether a column has strings of bytes, one a row at the most.
fn is_flat(column: &ColumnDescriptor) -> bool {
    column.physical_type() == Type::BYTE_ARRAY && column.max_rep_level() == 0
}
