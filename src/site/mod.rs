//! What only many pages of a site show: which lines are its template. A page alone can't tell.
//!
//! ```text
//!   page of a site ── read ──► its lines as keys            PageLines
//!     │  sample       so many pages of each site, chosen by their content
//!   profile           samples of many sites: a value that is saved, merged and read again
//!     │  learn        rounds of: candidates, links between them, slots, frames
//!   template          what one site repeats, and in which company
//!     │  inspect      evidence on a page of that site, beside the rules' and the model's
//! ```
//!
//! A line is compared by its key: folded, with digits as one, so that a counter or a date does not hide it.

mod bytes;
mod frame;
mod gaps;
mod key;
mod keyed;
mod page;
mod parts;
mod profile;
mod reading;
mod recall;
mod rules;
mod sample;
mod template;
mod view;

pub use bytes::{Bytes, Damage};
pub use page::PageLines;
pub use profile::Profile;
pub use profile::RepeatedLine;
pub use reading::Surveyor;
pub use recall::Recall;
pub(crate) use rules::{Desk, SiteRules};
pub use sample::Sample;
pub use template::{Mark, Template};
