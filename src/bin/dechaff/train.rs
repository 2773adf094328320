//! Teaches a model from pages and their clean copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Result, bail};
use dechaff::learn::{Course, Firsts, Growth, Lessons};
use dechaff::{Cleaner, Mode};

use crate::args::TrainArgs;
use crate::exit::{Exit, usage};
use crate::messages::Messages;
use crate::pairs::{names, read};
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
        // What is learnt depends on the order of the pages, which is that of their names.
        for name in names(raw, gold)?.iter().filter(|name| !left_out(name, &without)) {
            course.add(&name.display().to_string(), &read(&raw.join(name))?, &read(&gold.join(name))?);
            pages += 1;
        }
    }
    if pages == 0 {
        return Err(usage("all pages are left out"));
    }
    messages.note(format_args!("{pages} pages read"));
    let growth = Growth { trees: args.trees, ..Growth::default() };
    let lessons = course.lessons();
    let Some(firsts) = grow(&lessons, &growth) else { bail!("a forest stopped growing: this is a fault of dechaff") };
    let second = Growth { trees: args.trees / 3, ..Growth::second() };
    let model = lessons.model(firsts, &second);
    let bytes = model.write();
    fs::write(&args.output, &bytes).map_err(|e| dechaff::Error::write(&args.output, e))?;
    messages.note(format_args!("{}: {} bytes", args.output.display(), bytes.len()));
    Ok(Exit::Success)
}

/// Grows all first forests, each on a thread of its own and always the same.
fn grow(lessons: &Lessons, growth: &Growth) -> Option<Firsts> {
    thread::scope(|scope| {
        let first = |without| scope.spawn(move || lessons.first(without, growth));
        let growing: Vec<_> = lessons.folds().map(Some).chain([None]).map(first).collect();
        let mut grown = growing.into_iter().map(|thread| thread.join().ok()).collect::<Option<Vec<_>>>()?;
        Some(Firsts { all: grown.pop()?, without: grown })
    })
}

fn left_out(name: &Path, without: &BTreeSet<String>) -> bool {
    name.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| without.contains(stem))
}
