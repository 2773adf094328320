//! dechaff takes the chaff out of scraped text: breadcrumb trails, ad markers, menus, share bars, consent notices,
//! teasers and whatever else belongs to the page and not to the text on it. Lines that stay, stay byte for byte.
//!
//! ```
//! use dechaff::{Cleaner, Kind};
//!
//! let page = "\
//! The Daily Harbour
//! Home > News > Business
//!
//! Night ferry gets a second life
//!
//! The night ferry to Greyness, cancelled in the autumn, will sail again from April.
//!
//! Advertisement
//!
//! Tickets will cost about as much as before, and the bar is to stay where it was.
//! ";
//! let cleaner = Cleaner::builder().build()?;
//! let cleaned = cleaner.clean(page);
//! assert_eq!(cleaned.text, "\
//! Night ferry gets a second life
//!
//! The night ferry to Greyness, cancelled in the autumn, will sail again from April.
//!
//! Tickets will cost about as much as before, and the bar is to stay where it was.
//! ");
//! let kinds: Vec<Kind> = cleaned.removed.iter().map(|removed| removed.kind).collect();
//! assert_eq!(kinds, [Kind::Masthead, Kind::Breadcrumb, Kind::Ad]);
//! # Ok::<(), dechaff::Error>(())
//! ```
//!
//! # The way of a text
//!
//! ```text
//!   bytes                                             what stands on the disk
//!     │  decode      UTF-8 as it is, the rest transcoded
//!   text
//!     │  segment     lines, folded and measured
//!   document ◄────── packs: phrases and shapes as data, one dictionary
//!     │  rules       each reads the document and says what speaks against which line
//!     │  judge       the learned model does the same, of the features of all lines; not in mode light
//!     │  site        and what is known of the page's site, where something is
//!   evidence         points by line and rule; nothing is removed so far
//!     │  decide      sums the points, settles repeats and blank lines, spares what would lose all of its text
//!   removals ──────► audit ──────► restore            the way back, byte for byte
//!     │  render      the kept lines
//!   clean text
//! ```
//!
//! * A [`Cleaner`] does what lies between text and clean text: [`clean`](Cleaner::clean) for a `&str`,
//!   [`cut`](Cleaner::cut) with a [`Workspace`] and [`render()`] for bytes in a loop,
//!   [`explain`](Cleaner::explain) for every line and the evidence on it. It is pure and may be shared between
//!   threads.
//! * [`packs`] holds the patterns: the built-in ones and the form of one's own, handed in by [`Builder::pack`].
//! * [`Mode`] says how much is taken for chaff; `learn` teaches a model and `eval` tells what cleaning is worth. Both need
//!   the feature `train`.
//! * [`site`] learns from many pages what a site repeats: a [`Profile`](site::Profile) holds samples of pages and merges
//!   with others, a [`Template`](site::Template) is what one site's sample teaches, for [`cut_on`](Cleaner::cut_on).
//! * `Record` finds the text in a record of JSON Lines, and `Stream` cleans records as they come.
//! * `run` cleans folders as a `Plan` says and tells an `Observer` of it, `watch` does so as files come; `AuditWriter` and
//!   `restore` are the way out and back; `decode` is the way in. They need the feature `batch`.
//!
//! Modules depend one way: `text` ← `segment` ← `evidence` ← `packs` ← `rules`, and `decide` knows evidence, but no
//! rule. Up to the cleaner nothing touches disk, terminal, threads or environment. A test holds the modules to it.
//!
//! # Features
//!
//! * `cli` (default): the program `dechaff`; implies `batch` and `train`.
//! * `batch`: folders, files, encodings, audits: everything that touches the disk.
//! * `train`: teaching a model, and telling what cleaning is worth.
//!
//! Without them the crate is the pure core.
#![warn(missing_docs, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "batch")]
mod audit;
#[cfg(feature = "batch")]
mod batch;
mod cleaner;
#[cfg(feature = "batch")]
mod container;
mod decide;
#[cfg(feature = "batch")]
mod decode;
mod error;
#[cfg(feature = "train")]
pub mod eval;
mod evidence;
mod explain;
mod features;
#[cfg(feature = "batch")]
mod journal;
mod judge;
#[cfg(feature = "train")]
pub mod learn;
mod model;
pub mod packs;
#[cfg(feature = "batch")]
mod record;
mod render;
#[cfg(feature = "batch")]
mod restore;
mod rules;
mod segment;
pub mod site;
#[doc(hidden)]
pub mod stages;
mod text;
#[cfg(feature = "batch")]
mod walk;
#[cfg(feature = "batch")]
mod write;

#[cfg(feature = "batch")]
pub use audit::{AuditWriter, Audited};
#[cfg(feature = "batch")]
pub use batch::{
    Again, Destination, Done, JsonLines, Learning, Observer, Plan, SiteBy, Sites, Stream, Summary, Tally,
    every_processor, learn as learn_sites, read_profile, rejects_place, run, watch, write_profile,
};
pub use cleaner::{Builder, Cleaned, Cleaner, Cut, Removed, Stats, Workspace};
#[cfg(feature = "batch")]
pub use container::{Codec, Kind as ContainerKind, Reject, Rejects, open_records};
pub use decide::Removal;
#[cfg(feature = "batch")]
pub use decode::{Decoded, decode};
pub use error::{Error, ErrorKind, Result};
pub use evidence::{Catalogue, Kind, RuleId, RuleInfo};
pub use explain::{ExplainedLine, Explanation, Reason};
pub use judge::Mode;
#[cfg(feature = "batch")]
pub use record::{Edit, Fields, Flaw, FlawKind, Record, host};
pub use render::{render, render_into};
#[cfg(feature = "batch")]
pub use restore::{RestoreSummary, restore};
pub use segment::Document;
pub use text::Span;
#[cfg(feature = "batch")]
pub use walk::{Skip, Survey, WalkOptions, survey};

/// The manual's example of the library, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
