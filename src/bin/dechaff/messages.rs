//! Messages to the person at the terminal: on standard error, above the progress bar, and safe to print.

use std::fmt::Display;
use std::io::{Write, stderr};

use anstyle::Style;
use indicatif::ProgressBar;

use crate::sanitize::message;
use crate::settings::Talk;
use crate::terminal::View;

/// Prints messages.
#[derive(Debug)]
pub struct Messages {
    pub view: View,
    pub talk: Talk,
    bar: Option<ProgressBar>,
}

impl Messages {
    /// Messages that step aside for `bar`.
    pub fn new(talk: Talk, bar: Option<ProgressBar>) -> Self {
        Messages { view: View::stderr(), talk, bar }
    }

    /// Something failed; told in any case.
    pub fn error(&self, what: impl Display) {
        self.say(self.view.palette.error, "error", what);
    }

    /// Something that a person should know, unless told to be quiet.
    pub fn note(&self, what: impl Display) {
        if self.talk > Talk::Quiet {
            self.say(self.view.palette.rule, "note", what);
        }
    }

    /// What came of it all, unless told to be quiet.
    pub fn report(&self, what: impl Display) {
        if self.talk > Talk::Quiet {
            // Where standard error is closed, there is nobody to tell.
            let _ = writeln!(stderr(), "{}", message(&what.to_string()));
        }
    }

    /// Something about one file, for those who want to know all.
    pub fn detail(&self, label: &str, what: impl Display) {
        if self.talk == Talk::Verbose {
            self.say(self.view.palette.place, label, what);
        }
    }

    fn say(&self, style: Style, label: &str, what: impl Display) {
        let line = format!("{style}{label}:{style:#} {}\n", message(&what.to_string()));
        // Where standard error is closed, there is nobody to tell.
        let print = || drop(stderr().write_all(line.as_bytes()));
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}
