//! From memory to disk: where an output lands, and how it gets there whole or not at all.

mod atomic;
mod digest;
mod folders;
mod layout;
#[cfg(target_os = "linux")]
mod unnamed;

pub(crate) use atomic::{PREFIX, SUFFIX, create, folder_of, persist, reserve, write, write_with};
pub(crate) use digest::{Hashed, Written, digest};
pub(crate) use folders::{Folders, prepare, sweep};
pub(crate) use layout::{Source, Target, apart, beside};
