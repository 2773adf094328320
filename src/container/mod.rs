//! Files that hold many documents, as records, one after the other.
//!
//! ```text
//!   file ── source ──► bytes, unpacked
//!     │  chunks        whole records, about a megabyte, cut at the same places on every run
//!   records            cleaned side by side by the workers of a run
//!     │  packed        compressed side by side, too, as far as the codec allows
//!   sink ──► file      in order, and named when it is whole
//! ```
//!
//! Parquet has a [room of its own](table): its rows come as records do, and go back into their column.

mod chunks;
mod framing;
mod kind;
mod rejects;
mod sink;
mod source;
mod table;
mod told;

pub(crate) use chunks::{Chunk, Chunks};
pub(crate) use framing::records;
pub(crate) use kind::extension;
pub use kind::{Codec, Kind};
pub(crate) use rejects::encode;
pub use rejects::{Reject, Rejects};
pub(crate) use sink::{Packed, Sink};
pub(crate) use source::Source;
pub use source::open_records;
pub(crate) use table::{RowChunks, Table};
pub(crate) use told::Told;
