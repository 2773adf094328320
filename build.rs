//! Compiles the packs in `src/packs/builtin` into tables that the program holds, so that no run begins with reading them,
//! and lists their sources for those who want to read the proofs. The modules that do it are the library's own; a test
//! holds the tables against the sources.
//!
//! It also makes a number of all sources of the library, by which a run knows whether another one had the same rules: the
//! version alone does not tell.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use packs::{Compiled, Pack, bake, bind};

#[allow(dead_code)]
#[path = "src/error.rs"]
mod error;
#[allow(dead_code)]
#[path = "src/evidence"]
mod evidence {
    mod catalogue;
    mod entries;
    mod kind;

    pub use entries::Entries;
    pub use kind::Kind;
}
#[allow(dead_code)]
#[path = "src/packs"]
mod packs {
    mod bake;
    mod bounds;
    mod compile;
    mod phrasebook;
    mod schema;
    mod starts;
    mod tables;
    mod target;

    pub use bake::bake;
    pub use compile::bind;
    pub use schema::Pack;
    pub use tables::Compiled;
}
#[allow(dead_code, unused_imports)]
#[path = "src/segment/mod.rs"]
mod segment;
#[allow(dead_code, unused_imports)]
#[path = "src/text/mod.rs"]
mod text;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("src/packs/builtin");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", folder.display());
    fingerprint(&PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?))?;
    let mut sources = Vec::new();
    collect(&folder, &mut sources, &["toml"])?;
    // Of two entries that say the same of a line, the first is named: the general one, then English, which pages of
    // all languages borrow from.
    sources.sort_by_cached_key(|path| match path.strip_prefix(&folder) {
        Ok(name) if name == "any.toml" => (0, path.clone()),
        Ok(name) if name.starts_with("en") => (1, path.clone()),
        _ => (2, path.clone()),
    });
    let mut list = "&[\n".to_owned();
    let mut all = Vec::new();
    for path in &sources {
        let name = path.strip_prefix(&folder)?.display().to_string();
        writeln!(list, "Source {{ name: {name:?}, text: include_str!({path:?}) }},")?;
        all.push(Pack::parse(&fs::read_to_string(path)?, &name));
    }
    list.push(']');
    fs::write(out.join("packs.rs"), list)?;
    fs::write(out.join("packs.tables"), bake(&bind(Compiled::default(), all, usize::MAX)?))?;
    Ok(())
}

/// Tells the compiler a number for what the library and its built-in packs and model are made of.
fn fingerprint(root: &Path) -> Result<(), Box<dyn Error>> {
    let mut sources = Vec::new();
    for folder in ["src", "models"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut sources, &["rs", "toml", "model"])?;
    }
    sources.sort();
    let mut all = Xxh3::new();
    // The program is only the library's front end.
    for path in sources.iter().filter(|path| !path.starts_with(root.join("src/bin"))) {
        let bytes = fs::read(path)?;
        all.update(&(bytes.len() as u64).to_le_bytes());
        all.update(&bytes);
    }
    println!("cargo::rustc-env=DECHAFF_SOURCES={:016x}", all.digest());
    Ok(())
}

/// All files in and below `folder` that have one of these extensions.
fn collect(folder: &Path, sources: &mut Vec<PathBuf>, extensions: &[&str]) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, sources, extensions)?;
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e)) {
            sources.push(path);
        }
    }
    Ok(())
}
