//! Teaches a model from pages and their clean copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use dechaff::learn::{Course, Growth};
use dechaff::{Cleaner, Decoded, Mode, decode};

use crate::args::TrainArgs;
use crate::exit::{Exit, usage};
use crate::messages::Messages;
use crate::settings::Talk;

/// Does what `args` say.
pub fn run(args: &TrainArgs) -> Result<Exit> {
    let messages = Messages::new(Talk::Normal, None);
    if args.output.exists() && !args.overwrite {
        return Err(usage(format!("{} is there already: add --overwrite to replace it", args.output.display())));
    }
    let (pairs, []) = args.folders.as_chunks::<2>() else {
        return Err(usage("folders come in pairs: RAW GOLD, and perhaps more of them"));
    };
    let without = match &args.leave_out {
        Some(path) => read(path)?.lines().map(|name| name.trim().to_owned()).collect(),
        None => BTreeSet::new(),
    };
    // Features are those of the built-in packs and rules; the model to come is not asked about itself.
    let cleaner = Cleaner::builder().mode(Mode::Light).build().map_err(usage)?;
    let mut course = Course::new(&cleaner);
    let mut pages = 0;
    for [raw, gold] in pairs {
        let names = names(gold)?;
        for name in names.iter().filter(|name| !left_out(name, &without)) {
            let (raw, gold) = (raw.join(name), gold.join(name));
            if raw.is_file() {
                course.add(&name.display().to_string(), &read(&raw)?, &read(&gold)?);
                pages += 1;
            }
        }
    }
    if pages == 0 {
        return Err(usage("no file of a GOLD folder has a namesake in its RAW folder"));
    }
    messages.note(format_args!("{pages} pages read"));
    let model = course.model(&Growth { trees: args.trees, ..Growth::default() });
    let bytes = model.write();
    fs::write(&args.output, &bytes).map_err(|e| dechaff::Error::write(&args.output, e))?;
    messages.note(format_args!("{}: {} bytes, {} trees", args.output.display(), bytes.len(), args.trees));
    Ok(Exit::Success)
}

fn left_out(name: &Path, without: &BTreeSet<String>) -> bool {
    name.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| without.contains(stem))
}

/// The text of a file, whatever its encoding.
fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|e| dechaff::Error::read(path, e))?;
    match decode(&bytes) {
        Decoded::Text { bytes, .. } => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Decoded::Binary => Ok(String::new()),
    }
}

/// The files below `root`, sorted, by their paths in it: what is learnt depends on their order.
fn names(root: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| dechaff::Error::read(&folder, e))? {
            let path = entry.map_err(|e| dechaff::Error::read(&folder, e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(root) {
                names.push(name.to_owned());
            }
        }
    }
    names.sort();
    Ok(names)
}
