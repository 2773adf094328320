//! The pattern packs: what there is, what is in them, and whether they hold what they claim.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Result;
use dechaff::packs::{Entry, Flaw, Pack, check as flaws_of};
use serde::Serialize;

use crate::args::{Format, PackArgs, PacksAction};
use crate::columns::{Table, cut};
use crate::exit::{Exit, usage};
use crate::sanitize::{Safe, message};
use crate::settings::{Packs, read_pack};
use crate::terminal::View;
use crate::units::{count, things};

/// Does what `action` says.
pub fn run(action: &PacksAction) -> Result<Exit> {
    let mut out = BufWriter::new(stdout().lock());
    let exit = match action {
        PacksAction::List { format, packs } => list(&mut out, &Packs::of(packs, &[])?.read_builtin()?, *format)?,
        PacksAction::Show { name, format, packs } => {
            show(&mut out, &Packs::of(packs, &[])?.read_builtin()?, name, *format)?
        }
        PacksAction::Check { files, packs } => check(&mut out, files, packs)?,
    };
    out.flush()?;
    Ok(exit)
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    language: &'a str,
    entries: usize,
    kinds: BTreeMap<&'static str, usize>,
    file: Option<&'a Path>,
}

fn list(out: &mut dyn Write, packs: &Packs, format: Format) -> Result<Exit> {
    let own = packs.own.iter().map(|(path, pack)| (Some(path.as_path()), pack));
    let listed: Vec<Listed> = (packs.builtin.iter().map(|pack| (None, pack)).chain(own))
        .map(|(file, pack)| Listed {
            name: &pack.name,
            language: &pack.language,
            entries: pack.entries.len(),
            kinds: kinds(pack),
            file,
        })
        .collect();
    if format == Format::Json {
        writeln!(out, "{}", serde_json::to_string(&listed)?)?;
        return Ok(Exit::Success);
    }
    let view = View::stdout();
    let names = listed.iter().map(|pack| pack.name.chars().count()).max().unwrap_or(0);
    let room = room(&view, names + 23);
    let mut table = Table::new("<<><");
    table.row(["pack", "language", "entries", "kinds"].map(String::from));
    for pack in &listed {
        let mut kinds: Vec<_> = pack.kinds.iter().collect();
        kinds.sort_by_key(|&(kind, n)| (std::cmp::Reverse(*n), *kind));
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        table.row([
            message(pack.name),
            message(pack.language),
            count(pack.entries as u64),
            cut(&kinds.join(", "), room),
        ]);
    }
    table.print(out, "", view.palette.heading)?;
    Ok(Exit::Success)
}

/// What `others` columns leave of a terminal's width to the last one.
fn room(view: &View, others: usize) -> usize {
    view.width.map_or(usize::MAX, |width| width.saturating_sub(others).max(20))
}

fn kinds(pack: &Pack) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for entry in &pack.entries {
        *kinds.entry(entry.kind.name()).or_default() += 1;
    }
    kinds
}

fn show(out: &mut dyn Write, packs: &Packs, name: &str, format: Format) -> Result<Exit> {
    let Some(pack) = packs.iter().find(|pack| pack.name == name) else {
        let names: Vec<&str> = packs.iter().map(|pack| pack.name.as_str()).collect();
        return Err(usage(format!("there is no pack {name:?}; there are {}", names.join(", "))));
    };
    if format == Format::Json {
        writeln!(out, "{}", serde_json::to_string(pack)?)?;
        return Ok(Exit::Success);
    }
    let view = View::stdout();
    let mut table = Table::new("<<<><");
    table.row(["id", "kind", "match", "weight", "text"].map(String::from));
    let ids = pack.entries.iter().map(|entry| entry.id.chars().count()).max().unwrap_or(0);
    let room = room(&view, ids + 34);
    for Entry { id, kind, how, text, weight, .. } in &pack.entries {
        let text = cut(&Safe(text.as_bytes()).to_string(), room);
        table.row([message(id), kind.to_string(), format!("{how:?}").to_lowercase(), weight.to_string(), text]);
    }
    table.print(out, "", view.palette.heading)?;
    Ok(Exit::Success)
}

fn check(out: &mut dyn Write, files: &[PathBuf], args: &PackArgs) -> Result<Exit> {
    let mut packs = Packs::of(args, files)?.read_builtin()?;
    let mut broken = 0;
    for path in files.iter().filter(|path| !packs.own.iter().any(|(own, _)| own == *path)).collect::<Vec<_>>() {
        match read_pack(path) {
            Ok(pack) => packs.own.push((path.clone(), pack)),
            Err(error) => {
                broken += 1;
                writeln!(out, "{}", message(&error.to_string()))?;
            }
        }
    }
    let (mut entries, mut flawed) = (0, 0);
    let packs_read = packs.iter().count() as u64;
    for pack in packs.iter() {
        entries += pack.entries.len() as u64;
        match flaws_of(pack) {
            Ok(flaws) => {
                flawed += flaws.len() as u64;
                for Flaw { rule, problem } in flaws {
                    writeln!(out, "{}", message(&format!("{rule}: {problem}")))?;
                }
            }
            Err(error) => {
                broken += 1;
                writeln!(out, "{}", message(&error.to_string()))?;
            }
        }
    }
    // Packs that are sound by themselves may still not go together.
    if broken == 0
        && let Err(error) = packs.builder().build()
    {
        broken += 1;
        writeln!(out, "{}", message(&error.to_string()))?;
    }
    let problems = broken + flawed;
    let found = if problems == 0 { "no flaw".to_owned() } else { things(problems, "flaw") };
    writeln!(
        out,
        "{}, {}: {found}",
        things(packs_read, "pack"),
        things(entries, "entry").replace("entrys", "entries")
    )?;
    Ok(if problems == 0 { Exit::Success } else { Exit::Failure })
}
