//! Files that hold many documents, as records, one after the other.

mod rejects;

pub use rejects::{Reject, Rejects};
