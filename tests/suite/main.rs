//! All integration tests in one binary. To add a case, see the module that fits.

mod packs;
