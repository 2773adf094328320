//! Ctrl-C: the first one lets the files in hand finish, the second one ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use anyhow::Result;

use crate::exit::Exit;
use crate::messages::Messages;

/// From now on, an interruption sets the flag that is returned.
pub fn catch(messages: &Arc<Messages>) -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let (flag, messages) = (Arc::clone(&stop), Arc::clone(messages));
    ctrlc::set_handler(move || {
        if flag.swap(true, SeqCst) {
            std::process::exit(Exit::Interrupted as i32);
        }
        messages.note("stopping once the files in hand are done; press Ctrl-C again to stop at once");
    })?;
    Ok(stop)
}
