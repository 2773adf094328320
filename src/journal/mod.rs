//! The journal of an output folder: what was made of which input, so that a later run knows what is left to do.
//!
//! It is JSON Lines, in a file called [`NAME`] directly in the output folder:
//!
//! ```json
//! {"journal":1,"version":"0.1.0"}
//! {"path":"site/a.txt","outcome":"cleaned","bytes":1830,"modified":1763991234123456789,"hash":"99aa06d3014798d86001c324468d497f","rules":"31b2f0c6a3e7d015","site":"0000000000000000","clean_bytes":1702,"clean_hash":"5d3f8f1a2c7b9e60417d2a8be3c9f042","check":"5f0c2f5be1a9d4e7"}
//! {"end":{"inputs":1},"check":"0d8f3c1a7b2e9654"}
//! ```
//!
//! * The **first line** names the format (`journal`) and the program's version.
//! * An **input** has a line for each time something was done with it; the last one counts. `bytes` and `modified`
//!   (nanoseconds since 1970) are what the system told of the file before it was read, `hash` is the xxh3-128 of its
//!   content, `rules` and `site` are numbers for what decided about it: packs, model, mode and program, and its site's
//!   template. `clean_bytes` and `clean_hash` are of the clean copy that stands in the folder. `rejects` says how many
//!   records of a file were put aside: they are the last of the file's in the file of rejects.
//! * The **last line** is written by a run that came to its end, and counts the inputs. Behind it, or without it, a run
//!   was broken off.
//!
//! Lines are only added while a run goes on. At its end they are put in order, one for each input, unless they are
//! already: so two runs over the same files leave the same journal. Every line but the first ends in the xxh3-64 of
//! what stands before it. A line without it is torn or damaged and counts for nothing.

mod entry;
mod line;
mod past;
mod writer;

pub(crate) use entry::{CleanCopy, Entry, Outcome, Stamp, hash};
pub(crate) use past::Past;
pub(crate) use writer::Journal;

/// What the journal is called.
pub(crate) use crate::walk::JOURNAL as NAME;
