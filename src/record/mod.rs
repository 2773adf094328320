//! Records: JSON objects, parts of a WARC file, or rows of a Parquet file, that hold a text among other fields. Only the
//! text's value is ever changed, and nothing of it but what goes: all other bytes of a record, the escapes of kept lines
//! among them, stay as they were written.
//!
//! A record is read to find where its text stands, and never written anew. What cleaning removes from the text is cut
//! out of the bytes between the quotes, so numbers of any size, keys that come twice and white space need no care.

mod change;
mod escape;
mod fields;
mod find;
mod flaw;
mod host;
mod json;
mod line;
mod page;
mod row;
mod stats;
mod warc;

pub use change::Edit;
pub use fields::Fields;
pub use flaw::{Flaw, FlawKind};
pub use host::host;
pub use json::Record;
pub(crate) use line::{Origin, make_bare, push_line};
pub(crate) use page::{Form, Page};
pub(crate) use row::{Value, head as row_head, length as row_length, push as push_row, value as row_value};
pub(crate) use warc::length as warc_length;
