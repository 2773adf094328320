//! The first pass over a folder: what its sites repeat. Every file is read and hashed, but only those are taken apart
//! that enter their site's sample.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use xxhash_rust::xxh3::xxh3_64;

use super::crew::{Queue, Stretch};
use super::open::{Container, Piece};
use super::plan::Plan;
use super::reader::{Content, Reader};
use crate::decode::{Decoded, decode};
use crate::error::{Error, ErrorKind, Result};
use crate::record::Page;
use crate::segment::PART;
use crate::site::{Profile, Recall, Surveyor};
use crate::walk::{Found, Root, Walker};

/// How many files a thread draws at once.
const DRAW: usize = 64;

/// Learns what the sites of the documents of `plan` repeat. Files that can't be read are left out; the pass that
/// cleans tells of them. Once `stop` is set, what was learnt so far is given back.
///
/// # Errors
/// When an input does not exist or a glob does not parse.
pub fn learn(plan: &Plan, stop: &AtomicBool) -> Result<Profile> {
    survey(plan, stop, true, &HashSet::new())
}

/// The same, with what short lines say where `texts` says so, and without the sites that are `settled`.
pub(super) fn survey(plan: &Plan, stop: &AtomicBool, texts: bool, settled: &HashSet<String>) -> Result<Profile> {
    let roots = Root::all(&plan.inputs)?;
    let never = AtomicBool::new(false);
    let open = |found: &Found| match found {
        Found::File { path, name } if !settled.is_empty() => !settled.contains(&plan.site_by.site(path, name)),
        _ => true,
    };
    let queue = Queue::new(Walker::new(&roots, &plan.walk, None)?.filter(open), &plan.fields, None, stop, &never);
    let recall = Recall::default();
    std::thread::scope(|scope| {
        let look = || look(plan, &queue, Surveyor::new(texts, &recall));
        let threads: Vec<_> = (0..plan.threads.get()).map(|_| scope.spawn(look)).collect();
        let mut profile = Profile::default();
        for thread in threads {
            let part =
                thread.join().map_err(|_| Error::at(ErrorKind::Internal, Path::new("dechaff"), "a worker died"))?;
            profile.merge(part);
        }
        Ok(profile)
    })
}

/// What one thread learns.
fn look(plan: &Plan, queue: &Queue<'_>, mut surveyor: Surveyor<'_>) -> Profile {
    let mut profile = Profile::default();
    let mut reader = Reader::new();
    while let Some((_, stretch)) = queue.draw(DRAW) {
        if queue.is_stopped() {
            return profile;
        }
        match stretch {
            Stretch::Piece(piece) => read_records(plan, &piece, &mut surveyor, &mut profile),
            Stretch::Left(_) => {}
            Stretch::Files(files) => {
                for found in files {
                    read_file(plan, &found, &mut reader, &mut surveyor, &mut profile);
                }
            }
        }
    }
    profile
}

fn read_file(plan: &Plan, found: &Found, reader: &mut Reader, surveyor: &mut Surveyor<'_>, profile: &mut Profile) {
    let Found::File { path, name } = found else { return };
    let site = plan.site_by.site(path, name);
    let Ok(Content { bytes: Some(bytes), .. }) = reader.read(path) else { return };
    let hash = xxh3_64(bytes);
    if !profile.wants(&site, hash) {
        return;
    }
    if let Decoded::Text { bytes: text, .. } = decode(bytes)
        && text.len() <= PART
    {
        profile.add(&site, hash, surveyor.read(&text));
    }
}

fn read_records(plan: &Plan, piece: &Piece, surveyor: &mut Surveyor<'_>, profile: &mut Profile) {
    let Container { path, name, kind, .. } = &*piece.container;
    for (_, _, bytes) in piece.records() {
        let Ok(record) = Page::read(bytes, kind.form, &plan.fields) else { continue };
        let (site, hash) = (plan.site_by.site_of_record(&record, path, name), xxh3_64(record.text()));
        if profile.wants(&site, hash) {
            profile.add(&site, hash, surveyor.read(record.text()));
        }
    }
}
