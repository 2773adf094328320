//! A profile as bytes: numbers in little-endian order behind a name and a version, and a checksum behind them.

use xxhash_rust::xxh3::xxh3_64;

use super::page::{Entry, PageLines};
use super::profile::Profile;
use super::sample::Sample;
use crate::text::Input;

/// What all profiles begin with; the version follows.
const NAME: &[u8; 16] = b"dechaff profile\n";
/// The version of the form.
const VERSION: u32 = 1;

/// Why bytes are no profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// They are something else.
    Foreign,
    /// A later version of dechaff wrote them, in a form of this number.
    Newer(u32),
    /// They end too early, or were changed since.
    Broken,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Damage::Foreign => f.write_str("not a profile"),
            Damage::Newer(version) => {
                write!(f, "written by a later version (form {version}): use that, or learn again")
            }
            Damage::Broken => f.write_str("damaged: learn again, or take a copy"),
        }
    }
}

impl Profile {
    /// The bytes that [`read`](Self::read) understands: the same for the same profile.
    pub fn write(&self) -> Vec<u8> {
        let mut out = NAME.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend((self.sites.len() as u64).to_le_bytes());
        for (site, sample) in &self.sites {
            out.extend((site.len() as u32).to_le_bytes());
            out.extend(site.as_bytes());
            out.extend((sample.pages.len() as u32).to_le_bytes());
            for (hash, page) in &sample.pages {
                out.extend(hash.to_le_bytes());
                write_page(page, &mut out);
            }
        }
        let sum = xxh3_64(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// The profile that `bytes` hold.
    ///
    /// # Errors
    /// When they are no profile, one of a later version, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Profile, Damage> {
        let rest = bytes.strip_prefix(NAME).ok_or(Damage::Foreign)?;
        let version = rest.first_chunk().copied().map(u32::from_le_bytes).ok_or(Damage::Broken)?;
        if version != VERSION {
            return Err(Damage::Newer(version));
        }
        let (body, sum) = bytes.split_last_chunk().ok_or(Damage::Broken)?;
        if xxh3_64(body) != u64::from_le_bytes(*sum) {
            return Err(Damage::Broken);
        }
        let mut input = Input::new(body.get(NAME.len() + 4..).unwrap_or_default());
        read_sites(&mut input).filter(|_| input.is_empty()).ok_or(Damage::Broken)
    }
}

fn write_page(page: &PageLines, out: &mut Vec<u8>) {
    out.extend((page.entries.len() as u32).to_le_bytes());
    for entry in &page.entries {
        out.extend(entry.key.to_le_bytes());
        out.extend(entry.shape.to_le_bytes());
        out.extend([entry.words, u8::from(entry.prose), entry.text]);
    }
    out.extend((page.texts.len() as u32).to_le_bytes());
    out.extend(&page.texts);
}

fn read_sites(input: &mut Input<'_>) -> Option<Profile> {
    let mut profile = Profile::default();
    for _ in 0..u64::from_le_bytes(input.array()?) {
        let len = number(input)?;
        let site = String::from_utf8(input.slice(len)?.to_vec()).ok()?;
        let mut sample = Sample::default();
        for _ in 0..number(input)? {
            let hash = u64::from_le_bytes(input.array()?);
            sample.pages.insert(hash, read_page(input)?);
        }
        (sample.len() <= Sample::MOST && profile.sites.insert(site, sample).is_none()).then_some(())?;
    }
    Some(profile)
}

fn read_page(input: &mut Input<'_>) -> Option<PageLines> {
    let mut page = PageLines::default();
    for _ in 0..number(input)? {
        let (key, shape) = (u64::from_le_bytes(input.array()?), u32::from_le_bytes(input.array()?));
        let [words, prose, text] = input.array()?;
        page.entries.push(Entry { key, shape, words, prose: prose != 0, text });
    }
    let len = number(input)?;
    page.texts = input.slice(len)?.to_vec();
    Some(page)
}

fn number(input: &mut Input<'_>) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(input.array()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::page::tests::page;
    use proptest::prelude::*;

    fn profile() -> Profile {
        let mut profile = Profile::default();
        for n in 0..20 {
            profile.add("harbour.example", n * n, page(&format!("Home\nNews\n\nPage {n} of the text.\nContact\n")));
        }
        profile.add("other.example", 7, page("One line\n"));
        profile
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Profile::read(&profile().write()), Ok(profile()));
        assert_eq!(Profile::read(&Profile::default().write()), Ok(Profile::default()));
    }

    #[test]
    fn other_files_and_later_versions_are_told() {
        assert_eq!(Profile::read(b"{}"), Err(Damage::Foreign));
        assert_eq!(Profile::read(b""), Err(Damage::Foreign));
        let mut later = profile().write();
        later[NAME.len()] = 2;
        assert_eq!(Profile::read(&later), Err(Damage::Newer(2)));
    }

    proptest! {
        #[test]
        fn damage_is_told_and_never_panics(place in any::<prop::sample::Index>(), byte in 1u8.., cut in any::<bool>()) {
            let mut bytes = profile().write();
            let place = place.index(bytes.len());
            if cut { bytes.truncate(place) } else { bytes[place] ^= byte }
            prop_assert!(Profile::read(&bytes).is_err());
        }
    }
}
