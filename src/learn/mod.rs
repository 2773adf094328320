//! Teaching: raw pages and their clean copies become labelled lines, and these become a model.

mod align;
mod boost;
mod course;
mod lessons;
mod variants;
mod words;

pub use align::{Label, align};
pub use boost::Growth;
pub use course::Course;
pub use lessons::{Firsts, Lessons};
