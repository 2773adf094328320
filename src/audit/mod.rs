//! The audit: a record for every removed span, from which a person learns what went and the originals come back.
//!
//! An audit is JSON Lines, one object a line, plain or compressed as the end of its name says (`.gz`, `.zst`):
//!
//! ```json
//! {"dechaff":1,"version":"0.1.0","rules":412}
//! {"document":"site/a.txt","bytes":1830,"hash":"99aa06d3014798d86001c324468d497f","lines":31,"removals":1}
//! {"path":"site/a.txt","offset":0,"length":13,"line":1,"lines":1,"kind":"ad","rule":"en-ads/advertisement","weight":150,"points":150,"text":"Advertisement"}
//! {"end":{"documents":1,"removals":1}}
//! ```
//!
//! The first key of a line tells what it is.
//!
//! * The **first line** names the format (`dechaff`), the program's version and the number of its rules.
//! * A **document** comes in the order of the walk, also when nothing went from it: its path below the input, with
//!   `/` between the parts, size and xxh3-128 of its bytes as they were read, its lines, and how many removals follow.
//!   `spared` marks one left whole because all of its text would have gone.
//! * A **removal** is a stretch of whole lines: where it began in the original and how long it was, in bytes, the
//!   number of the removed line (from 1), how many lines went with the blank ones beside it, kind and rule, that
//!   rule's weight, the points of all rules, and the bytes themselves.
//! * A **record** of a file of records is a document with a `record`: its line in the file, its place among the records
//!   of a WARC file, or its row in a Parquet file, of which only the text counts. Its removals bear the number, too, and
//!   tell `at` which of its bytes they stood, and how they were `written`, where that is not the shortest escaping of
//!   `text`. `added` tells where bytes were added to it, and how many; `head` the head that it had, and `head_bytes` how
//!   long it is now; `rejected` why it was put aside, and then its bytes stand in `original`; or `rows` how many from it
//!   on could not be read.
//! * The **beginning of a Parquet file** (`table`) names the `column` that its texts are in.
//! * The **end of a file of records** (`container`) has the size and hash of what the file unpacks to, and the number
//!   of its records, or lines.
//! * The **last line** counts documents and removals, so that an audit that was cut off is known for what it is.
//!
//! A path or text that is not UTF-8 is shown as well as can be, and stands in `path_base64` (of the document) or
//! `base64` (of the removal) as it is. A document that was not UTF-8 has an `encoding`; offsets then count in its
//! text as UTF-8, of `text_bytes` bytes. Where encoding the text again would not give back the same bytes, these
//! stand in `original`, as base64 of zstd.

mod compress;
mod encode;
mod encode_record;
mod name;
mod reader;
mod record;
mod writer;

pub use encode::Audited;
pub(crate) use encode::{encode, hash};
pub(crate) use encode_record::{AuditedRecord, encode_container, encode_table, escaped};
pub(crate) use name::{from_path, to_path};
pub(crate) use reader::{Entry, Lines};
pub(crate) use record::{ContainerRecord, DocumentRecord, RemovalRecord};
pub use writer::AuditWriter;
