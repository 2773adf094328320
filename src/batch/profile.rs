//! Profiles as files: compressed, and written under their names only when they are whole.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::site::{Bytes, Damage, Profile};
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
    // Where nothing follows, the first part says whether it is a profile at all.
    let told = |e| Profile::read(&keys, None).map_or_else(|damage| bad(damage.to_string()), |_| broken(e));
    let texts = texts.then(|| part(&mut rest)).transpose().map_err(told)?;
    if texts.is_some() && !rest.is_empty() {
        return Err(bad(Damage::Broken.to_string()));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Recall, Surveyor};
    use proptest::prelude::*;

    fn profile() -> Profile {
        let (mut profile, recall) = (Profile::default(), Recall::default());
        let mut surveyor = Surveyor::new(true, &recall);
        (0..12).for_each(|n| profile.add("harbour.example", n, surveyor.read(format!("Home\nPage {n}\n").as_bytes())));
        profile
    }

    /// What reading says of a file that holds `bytes`.
    fn read(bytes: &[u8]) -> std::result::Result<Profile, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.profile");
        fs::write(&path, bytes).unwrap();
        read_profile(&path, true).map_err(|error| {
            assert!(error.to_string().contains("site.profile"), "{error}");
            error.to_string()
        })
    }

    fn written() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.profile");
        write_profile(&path, &profile(), false).unwrap();
        fs::read(path).unwrap()
    }

    #[test]
    fn a_file_of_a_later_version_says_so() {
        let Bytes { mut keys, texts } = profile().write();
        keys[16] += 1;
        let file = [keys, texts].map(|part| zstd::encode_all(&*part, LEVEL).unwrap()).concat();
        assert!(read(&file).unwrap_err().contains("later version (form 2)"));
        let other = zstd::encode_all(&b"a log of something else"[..], LEVEL).unwrap();
        assert!(read(&other).unwrap_err().contains("not a profile"));
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_told_or_reads_as_before(place in any::<prop::sample::Index>(), bit in 0u32..8, cut in any::<bool>()) {
            let mut file = written();
            let place = place.index(file.len());
            if cut { file.truncate(place) } else { file[place] ^= 1u8 << bit }
            // A bit that zstd does not use changes nothing.
            match read(&file) {
                Ok(same) => prop_assert!(!cut && same == profile()),
                Err(told) => prop_assert!(told.contains("damaged") || told.contains("not a profile") || told.contains("later version"), "{}", told),
            }
        }

        #[test]
        fn what_follows_a_profile_is_told(more in prop::collection::vec(any::<u8>(), 1..40)) {
            prop_assert!(read(&[written(), more].concat()).is_err());
        }
    }
}
