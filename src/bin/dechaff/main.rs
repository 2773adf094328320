//! The command line of dechaff. It turns arguments into a plan and shows what comes of it; all else is the library's.

mod args;
mod bench;
mod clean;
mod columns;
mod config;
mod diff;
mod eval;
mod exit;
mod explain;
mod filter;
mod interrupt;
mod learn;
mod manual;
mod markup;
mod messages;
mod packs;
mod pairs;
mod profile;
mod progress;
mod restore;
mod sanitize;
mod settings;
mod source;
mod stream;
mod summary;
mod terminal;
mod train;
mod units;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use args::{Cli, Command};
use exit::Exit;
use messages::Messages;
use settings::{Clean, Job, Talk};

fn main() -> ExitCode {
    let cli = Cli::parse();
    terminal::set_color(cli.color);
    match run(cli.command) {
        Ok(exit) => exit.into(),
        Err(error) if exit::is_closed_pipe(&error) => Exit::Success.into(),
        Err(error) => {
            Messages::new(Talk::Normal, None).error(exit::describe(&error));
            Exit::of_error(&error).into()
        }
    }
}

fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Clean(args) => clean(&Clean::new(*args)?),
        Command::Watch(args) => clean(&Clean::watch(args)?),
        Command::Explain(args) => explain::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Packs(args) => packs::run(&args.action),
        Command::Train(args) => train::run(&args),
        Command::Learn(args) => learn::run(args),
        Command::Merge(args) => profile::merge(&args),
        Command::Profile(args) => profile::run(&args.action),
        Command::Eval(args) => eval::run(&args),
        Command::Bench(args) => bench::run(args),
        Command::Completions { shell } => manual::completions(shell).map(|()| Exit::Success),
        Command::Man => manual::man().map(|()| Exit::Success),
    }
}

fn clean(clean: &Clean) -> Result<Exit> {
    match &clean.job {
        Job::Filter(filter) => filter::run(clean, filter),
        Job::Stream(stream) => stream::run(clean, stream),
        Job::Batch(plan) => clean::run(clean, plan),
        Job::Watch(plan) => clean::watch(clean, plan),
    }
}
