//! One bad document must not end a run: what panics on it is told as its failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// Runs `work` on the document at `path`; a panic becomes that document's failure.
pub(super) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // What the work leaves behind half-changed is replaced by the caller.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().copied();
        let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        Err(Error::at(ErrorKind::Internal, path, format!("{said}; please report it with this file")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_documents_failure() {
        let error = guarded::<()>(Path::new("a.txt"), || panic!("at line {}", 3)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_eq!(error.to_string(), "a.txt: internal error: at line 3; please report it with this file");
    }
}
