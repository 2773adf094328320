//! Profiles as files: compressed, and written under their names only when they are whole.

use std::fs;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::site::Profile;
use crate::write;

/// How hard a profile is compressed: it is written once and read often.
const LEVEL: i32 = 9;

/// Reads the profile at `path`.
///
/// # Errors
/// When the file can't be read, is no profile, is damaged, or was written by a later version.
pub fn read_profile(path: &Path) -> Result<Profile> {
    let file = fs::read(path).map_err(|e| Error::read(path, e))?;
    let bad = |detail: String| Error::at(ErrorKind::Profile, path, detail);
    if !file.starts_with(b"\x28\xb5\x2f\xfd") {
        return Err(bad("not a profile".to_owned()));
    }
    let bytes = zstd::decode_all(&*file).map_err(|e| bad(format!("damaged ({e}): learn again, or take a copy")))?;
    Profile::read(&bytes).map_err(|damage| bad(damage.to_string()))
}

/// Writes `profile` to `path`, over what is there if `overwrite` says so. The same profile gives the same bytes.
///
/// # Errors
/// When the file can't be written, or is there and may not be replaced.
pub fn write_profile(path: &Path, profile: &Profile, overwrite: bool) -> Result<()> {
    let bytes = zstd::encode_all(&*profile.write(), LEVEL).map_err(|e| Error::write(path, e))?;
    write::write(path, &bytes, overwrite)
}
