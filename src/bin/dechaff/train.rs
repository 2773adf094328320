//! Teaches a model from pages and their clean copies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use dechaff::learn::{Course, Marks, Training};
use dechaff::{Cleaner, Mode};
use serde::Deserialize;

use crate::args::TrainArgs;
use crate::exit::{Exit, usage};
use crate::messages::Messages;
use crate::pairs::{names, read};
use crate::settings::Talk;

/// What a file of marks says of a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageMarks {
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

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
        // What is learnt depends on the order of the pages, which is that of their names.
        for name in names(raw, gold)?.iter().filter(|name| !left_out(name, &without)) {
            course.add(&name.display().to_string(), &read(&raw.join(name))?, &read(&gold.join(name))?);
            pages += 1;
        }
    }
    for marked in args.marked.chunks(2) {
        if let [raw, marks] = marked {
            pages += add_marked(&mut course, raw, marks, &without)?;
        }
    }
    if pages == 0 {
        return Err(usage("all pages are left out"));
    }
    messages.note(format_args!("{pages} pages read, {} with their other forms", course.len()));
    let training = Training { rounds: args.rounds, ..Training::default() };
    let model = course.lessons().teach(&training, |round, off| {
        messages.note(format_args!("round {round} of {}: {off:.4} off on the average", training.rounds));
    })?;
    let bytes = model.write();
    fs::write(&args.output, &bytes).map_err(|e| dechaff::Error::write(&args.output, e))?;
    messages.note(format_args!("{}: {} bytes", args.output.display(), bytes.len()));
    Ok(Exit::Success)
}

/// Adds the pages in the folder `raw` of which the file `marks` knows something, in the order of their names.
fn add_marked(course: &mut Course<'_>, raw: &Path, marks: &Path, without: &BTreeSet<String>) -> Result<usize> {
    let known: BTreeMap<String, PageMarks> = serde_json::from_str(&read(marks)?)
        .map_err(|error| usage(format!("{}: no marks: {error}", marks.display())))?;
    let mut pages = 0;
    for (name, PageMarks { with, without: go }) in known.into_iter().filter(|(name, _)| !without.contains(name)) {
        let path = raw.join(format!("{name}.txt"));
        if path.is_file() {
            course.add_marked(&read(&path)?, &Marks { stay: with, go });
            pages += 1;
        }
    }
    Ok(pages)
}

fn left_out(name: &Path, without: &BTreeSet<String>) -> bool {
    name.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| without.contains(stem))
}
