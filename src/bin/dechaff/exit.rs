//! How the program ends: the exit codes, and which error leads to which.

use std::fmt;
use std::io::ErrorKind::BrokenPipe;
use std::process::ExitCode;

use dechaff::ErrorKind;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Success = 0,
    /// Something failed; it was named in a message.
    Failure = 1,
    /// What was asked for makes no sense; nothing was done.
    Usage = 2,
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

impl Exit {
    /// The code of a run: an interruption is told before failures.
    pub fn of_run(failed: u64, interrupted: bool) -> Self {
        match (interrupted, failed) {
            (true, _) => Exit::Interrupted,
            (false, 0) => Exit::Success,
            (false, _) => Exit::Failure,
        }
    }

    /// The code for an error that ended the program.
    pub fn of_error(error: &anyhow::Error) -> Self {
        let senseless = |e: &dechaff::Error| matches!(e.kind(), ErrorKind::Layout | ErrorKind::Setting);
        if error.is::<Usage>() || error.downcast_ref().is_some_and(senseless) { Exit::Usage } else { Exit::Failure }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A request that makes no sense, in a sentence that says what to do.
#[derive(Debug)]
pub struct Usage(String);

impl Usage {
    /// A request that makes no sense because of `message`.
    pub fn new(message: impl fmt::Display) -> Self {
        Usage(message.to_string())
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// An error that ends the program with [`Exit::Usage`].
pub fn usage(message: impl fmt::Display) -> anyhow::Error {
    Usage::new(message).into()
}

/// What is told of an error that ended the program.
pub fn describe(error: &anyhow::Error) -> String {
    // All other files are named by the library's errors.
    if error.is::<std::io::Error>() { format!("standard output: can't write: {error}") } else { error.to_string() }
}

/// Whether the reader of our output went away, as `head` does: no error.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).any(|e| e.kind() == BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interruption_is_told_before_failure() {
        assert_eq!(Exit::of_run(0, false), Exit::Success);
        assert_eq!(Exit::of_run(3, false), Exit::Failure);
        assert_eq!(Exit::of_run(3, true), Exit::Interrupted);
    }

    #[test]
    fn errors_end_in_the_code_they_deserve() {
        assert_eq!(Exit::of_error(&usage("no")), Exit::Usage);
        assert_eq!(Exit::of_error(&anyhow::anyhow!("no")), Exit::Failure);
        let closed = anyhow::Error::from(std::io::Error::from(BrokenPipe)).context("standard output");
        assert!(is_closed_pipe(&closed) && !is_closed_pipe(&usage("no")));
    }
}
