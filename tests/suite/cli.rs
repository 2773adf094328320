//! The program as a user meets it: its flags, what it prints where, and how it exits. Cases run in folders of their
//! own with a small pack, so that they are fast and do not change with the built-in packs.

mod bench;
mod clean;
mod diff;
mod eval;
mod explain;
mod faults;
mod frames;
#[cfg(unix)]
mod interrupt;
mod jsonl;
mod mode;
mod packs;
mod program;
mod restore;
mod resume;
mod settings;
mod sites;
mod to;
#[cfg(unix)]
mod watch;
