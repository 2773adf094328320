//! Learns what sites repeat, for later.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use anyhow::Result;
use dechaff::{learn_sites, write_profile};

use crate::args::LearnArgs;
use crate::exit::{Exit, usage};
use crate::interrupt;
use crate::messages::Messages;
use crate::profile::told;
use crate::settings::{Talk, learning};

/// Does what `args` say.
pub fn run(args: LearnArgs) -> Result<Exit> {
    if args.output.exists() && !args.overwrite {
        return Err(usage(format!("{} is there already: add --overwrite to replace it", args.output.display())));
    }
    let (output, overwrite) = (args.output.clone(), args.overwrite);
    let plan = learning(args)?;
    let messages = Arc::new(Messages::new(Talk::Normal, None));
    let stop = interrupt::catch(&messages)?;
    let profile = learn_sites(&plan, &stop)?;
    // What is known of a part of the pages is no profile of the whole.
    if stop.load(Relaxed) {
        return Ok(Exit::of_run(0, true));
    }
    write_profile(&output, &profile, overwrite)?;
    messages.note(format_args!("{}: {}", output.display(), told(&profile)));
    Ok(Exit::Success)
}
