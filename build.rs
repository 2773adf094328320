//! Lists the packs in `src/packs/builtin` and writes each of them a second time without proofs, in a form that takes
//! no time to read: every run begins with reading them all.
//!
//! A pack's short form is a line with its name and language and one for each entry, fields between tabs. What reads
//! it is `src/packs/builtin.rs`; a test holds both forms against each other.
//!
//! It also makes a number of all sources of the library, by which a run knows whether another one had the same rules: the
//! version alone does not tell.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xxhash_rust::xxh3::Xxh3;

#[derive(Deserialize)]
struct Pack {
    name: String,
    language: String,
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    kind: String,
    #[serde(rename = "match")]
    how: String,
    text: String,
    weight: i16,
    max_words: Option<u8>,
    #[serde(default)]
    near: Vec<String>,
    needs: Option<String>,
}

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
    for (number, path) in sources.iter().enumerate() {
        let text = fs::read_to_string(path)?;
        let pack: Pack = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let short = out.join(format!("pack-{number}"));
        fs::write(&short, shorten(&pack).map_err(|e| format!("{}: {e}", path.display()))?)?;
        let name = path.strip_prefix(&folder)?.display().to_string();
        writeln!(list, "Source {{ name: {name:?}, text: include_str!({path:?}), short: include_str!({short:?}) }},")?;
    }
    list.push(']');
    fs::write(out.join("packs.rs"), list)?;
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

fn shorten(pack: &Pack) -> Result<String, Box<dyn Error>> {
    let mut short = format!("{}\t{}\n", pack.name, pack.language);
    for entry in &pack.entry {
        let max_words = entry.max_words.map(|n| n.to_string()).unwrap_or_default();
        let mut fields = vec![
            entry.id.clone(),
            entry.kind.clone(),
            entry.how.clone(),
            entry.weight.to_string(),
            max_words,
            entry.needs.clone().unwrap_or_default(),
            entry.text.clone(),
        ];
        fields.extend_from_slice(&entry.near);
        if let Some(field) = fields.iter().find(|field| field.contains(['\t', '\n'])) {
            return Err(format!("{}: a tab or newline in {field:?}", entry.id).into());
        }
        writeln!(short, "{}", fields.join("\t"))?;
    }
    Ok(short)
}
