//! Teaching: raw pages and their clean copies become labelled lines, and these become a model.

mod align;
mod batch;
mod course;
mod gradients;
mod languages;
mod lessons;
mod marks;
mod network;
mod params;
mod rng;
mod sums;
mod teach;
mod variants;

pub use align::{Label, align};
pub use course::Course;
pub use lessons::Lessons;
pub use marks::Marks;
pub use params::Shape;
pub use teach::Training;
