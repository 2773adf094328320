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

/// A profile as bytes, in two parts: what cleaning asks for, and what is only shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    /// The lines of pages as keys.
    pub keys: Vec<u8>,
    /// What short lines say.
    pub texts: Vec<u8>,
}

impl Profile {
    /// The bytes that [`read`](Self::read) understands: the same for the same profile.
    pub fn write(&self) -> Bytes {
        let mut keys = NAME.to_vec();
        let mut texts = Vec::new();
        keys.extend(VERSION.to_le_bytes());
        keys.extend((self.sites.len() as u64).to_le_bytes());
        for (site, sample) in &self.sites {
            keys.extend((site.len() as u32).to_le_bytes());
            keys.extend(site.as_bytes());
            keys.extend((sample.pages.len() as u32).to_le_bytes());
            for (hash, page) in &sample.pages {
                keys.extend(hash.to_le_bytes());
                write_page(page, &mut keys);
                texts.extend(page.entries.iter().map(|entry| entry.text));
                texts.extend(&page.texts);
            }
        }
        [&mut keys, &mut texts].into_iter().for_each(|part| part.extend(xxh3_64(part).to_le_bytes()));
        Bytes { keys, texts }
    }

    /// The profile that `keys` hold; what its lines say, too, where `texts` are given.
    ///
    /// # Errors
    /// When they are no profile, one of a later version, or damaged.
    pub fn read(keys: &[u8], texts: Option<&[u8]>) -> Result<Profile, Damage> {
        let rest = keys.strip_prefix(NAME).ok_or(Damage::Foreign)?;
        let version = rest.first_chunk().copied().map(u32::from_le_bytes).ok_or(Damage::Broken)?;
        if version != VERSION {
            return Err(Damage::Newer(version));
        }
        let mut input = Input::new(checked(keys)?.get(NAME.len() + 4..).unwrap_or_default());
        let mut profile = read_sites(&mut input).filter(|_| input.is_empty()).ok_or(Damage::Broken)?;
        if let Some(texts) = texts {
            let mut input = Input::new(checked(texts)?);
            profile.read_texts(&mut input).filter(|()| input.is_empty()).ok_or(Damage::Broken)?;
        }
        Ok(profile)
    }

    fn read_texts(&mut self, input: &mut Input<'_>) -> Option<()> {
        for page in self.sites.values_mut().flat_map(|sample| sample.pages.values_mut()) {
            let lens = input.slice(page.entries.len())?;
            page.entries.iter_mut().zip(lens).for_each(|(entry, &len)| entry.text = len);
            page.texts = input.slice(lens.iter().map(|&len| usize::from(len)).sum())?.to_vec();
        }
        Some(())
    }
}

/// The bytes before the checksum, which holds.
fn checked(bytes: &[u8]) -> Result<&[u8], Damage> {
    let (body, sum) = bytes.split_last_chunk().ok_or(Damage::Broken)?;
    if xxh3_64(body) == u64::from_le_bytes(*sum) { Ok(body) } else { Err(Damage::Broken) }
}

/// Writes what is alike of all lines together, which is quickly read and small when compressed. Few lines have a shape.
fn write_page(page: &PageLines, out: &mut Vec<u8>) {
    let entries = &page.entries;
    out.extend((entries.len() as u32).to_le_bytes());
    entries.iter().for_each(|entry| out.extend(entry.key.to_le_bytes()));
    out.extend(entries.iter().map(|entry| entry.words));
    out.extend(entries.iter().map(flags));
    let shapes = entries.iter().filter(|entry| entry.shape != 0);
    shapes.for_each(|entry| out.extend(entry.shape.to_le_bytes()));
}

fn flags(entry: &Entry) -> u8 {
    let flag = |is, flag| if is { flag } else { 0 };
    flag(entry.prose, PROSE) | flag(entry.shape != 0, SHAPED) | flag(entry.joined, JOINED)
}

/// The flag of a sentence or paragraph.
const PROSE: u8 = 1;
/// The flag of a line that has a shape.
const SHAPED: u8 = 2;
/// The flag of a part that stands in one line with the one before.
const JOINED: u8 = 4;

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
    let len = number(input)?;
    let (keys, _) = input.slice(len.checked_mul(4)?)?.as_chunks();
    let (words, flags) = (input.slice(len)?, input.slice(len)?);
    let mut entries = Vec::with_capacity(len);
    for ((&key, &words), &flags) in keys.iter().zip(words).zip(flags) {
        let shape = if flags & SHAPED != 0 { u32::from_le_bytes(input.array()?) } else { 0 };
        let [prose, joined] = [PROSE, JOINED].map(|flag| flags & flag != 0);
        entries.push(Entry { key: u32::from_le_bytes(key), shape, words, prose, joined, text: 0 });
    }
    Some(PageLines { entries, texts: Vec::new() })
}

fn number(input: &mut Input<'_>) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(input.array()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::reading::tests::page;
    use proptest::prelude::*;

    fn profile() -> Profile {
        let mut profile = Profile::default();
        for n in 0..20 {
            profile.add("harbour.example", n * n, page(&format!("Home\nNews\n\nPage {n} of the text.\nContact\n")));
        }
        profile.add("other.example", 7, page("One line\n"));
        profile
    }

    fn read(bytes: &Bytes) -> Result<Profile, Damage> {
        Profile::read(&bytes.keys, Some(&bytes.texts))
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&profile().write()), Ok(profile()));
        assert_eq!(read(&Profile::default().write()), Ok(Profile::default()));
        let keys = Profile::read(&profile().write().keys, None).unwrap();
        assert_eq!(keys.write().keys, profile().write().keys, "what lines say changes no key");
    }

    #[test]
    fn other_files_and_later_versions_are_told() {
        assert_eq!(Profile::read(b"{}", None), Err(Damage::Foreign));
        assert_eq!(Profile::read(b"", None), Err(Damage::Foreign));
        let mut later = profile().write();
        later.keys[NAME.len()] = 2;
        assert_eq!(read(&later), Err(Damage::Newer(2)));
    }

    proptest! {
        #[test]
        fn damage_is_told_and_never_panics(place in any::<prop::sample::Index>(), byte in 1u8.., cut in any::<bool>(), keys in any::<bool>()) {
            let mut bytes = profile().write();
            let part = if keys { &mut bytes.keys } else { &mut bytes.texts };
            let place = place.index(part.len());
            if cut { part.truncate(place) } else { part[place] ^= byte }
            prop_assert!(read(&bytes).is_err());
        }
    }
}
