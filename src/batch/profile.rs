//! Profiles as files: compressed, and written under their names only when they are whole.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::site::{Bytes, Profile};
use crate::write;

/// How hard a profile is compressed: most of it is hashes, which do not get smaller.
const LEVEL: i32 = 3;

/// Reads the profile at `path`; what its lines say, too, where `texts` says so. Cleaning does not ask for it.
///
/// # Errors
/// When the file can't be read, is no profile, is damaged, or was written by a later version.
pub fn read_profile(path: &Path, texts: bool) -> Result<Profile> {
    let file = fs::read(path).map_err(|e| Error::read(path, e))?;
    let bad = |detail: String| Error::at(ErrorKind::Profile, path, detail);
    if !file.starts_with(b"\x28\xb5\x2f\xfd") {
        return Err(bad("not a profile".to_owned()));
    }
    let broken = |e: io::Error| bad(format!("damaged ({e}): learn again, or take a copy"));
    let mut rest = &file[..];
    let keys = part(&mut rest).map_err(broken)?;
    let texts = texts.then(|| part(&mut rest)).transpose().map_err(broken)?;
    Profile::read(&keys, texts.as_deref()).map_err(|damage| bad(damage.to_string()))
}

/// The next compressed part of `file`.
fn part(file: &mut &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zstd::Decoder::with_buffer(file)?.single_frame().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes `profile` to `path`, over what is there if `overwrite` says so. The same profile gives the same bytes.
///
/// # Errors
/// When the file can't be written, or is there and may not be replaced.
pub fn write_profile(path: &Path, profile: &Profile, overwrite: bool) -> Result<()> {
    let Bytes { keys, texts } = profile.write();
    let parts = [keys, texts].into_iter().map(|part| zstd::encode_all(&*part, LEVEL));
    let parts = parts.collect::<io::Result<Vec<_>>>().map_err(|e| Error::write(path, e))?;
    write::write(path, &parts.concat(), overwrite)
}
