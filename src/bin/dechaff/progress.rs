//! The progress bar. The run only adds to two counters; a thread of its own looks at them now and then and draws, and
//! another one counts what there is to do.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use dechaff::{Plan, Survey, survey};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::terminal::View;
use crate::units;

/// Nothing is drawn for a run that is over by then.
const PATIENCE: Duration = Duration::from_millis(250);
const PERIOD: Duration = Duration::from_millis(100);

/// A bar that is drawn until it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    state: Arc<State>,
    painter: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct State {
    files: AtomicU64,
    bytes: AtomicU64,
    total: OnceLock<Survey>,
    over: AtomicBool,
}

impl Progress {
    /// Draws the progress of `plan`.
    pub fn of(plan: &Plan, view: &View) -> Self {
        let progress = Self::open_ended(view);
        let (inputs, walk) = (plan.inputs.clone(), plan.walk.clone());
        let state = Arc::clone(&progress.state);
        // Left to itself: when the run ends first, it sees so and stops.
        thread::spawn(move || {
            // What is wrong with the inputs, the run itself tells.
            if let Ok(total) = survey(&inputs, &walk, &state.over)
                && !state.over.load(Relaxed)
            {
                let _ = state.total.set(total);
            }
        });
        progress
    }

    /// Draws the progress of something whose end is not known.
    pub fn open_ended(view: &View) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let coloured = !view.palette.heading.is_plain();
        let state = Arc::new(State::default());
        bar.set_style(style(UNKNOWN, &state));
        let painter = thread::spawn({
            let (bar, state) = (bar.clone(), Arc::clone(&state));
            move || paint(&bar, &state, coloured)
        });
        Progress { bar, state, painter: Some(painter) }
    }

    /// The bar, for those who print above it.
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Another `bytes` bytes of a file are done.
    pub fn read(&self, bytes: u64) {
        self.state.bytes.fetch_add(bytes, Relaxed);
    }

    /// Another file of `bytes` bytes is done.
    pub fn advance(&self, bytes: u64) {
        self.state.files.fetch_add(1, Relaxed);
        self.state.bytes.fetch_add(bytes, Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.state.over.store(true, Relaxed);
        if let Some(painter) = self.painter.take() {
            painter.thread().unpark();
            // A painter that panicked leaves nothing to clean up.
            let _ = painter.join();
        }
        self.bar.finish_and_clear();
    }
}

fn paint(bar: &ProgressBar, state: &Arc<State>, coloured: bool) {
    let mut known = false;
    thread::park_timeout(PATIENCE);
    if !state.over.load(Relaxed) {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(20));
    }
    while !state.over.load(Relaxed) {
        if let (false, Some(total)) = (known, state.total.get()) {
            known = true;
            bar.set_length(total.bytes);
            bar.set_style(style(if coloured { COLOURED } else { PLAIN }, state));
        }
        bar.set_position(state.bytes.load(Relaxed));
        thread::park_timeout(PERIOD);
    }
}

const UNKNOWN: &str = "{spinner}  {files}  {decimal_bytes}  {decimal_bytes_per_sec}";
const PLAIN: &str = "{bar:24}  {percent:>3} %  {files}  {decimal_bytes} of {decimal_total_bytes}  \
                     {decimal_bytes_per_sec}  {eta} left";
const COLOURED: &str = "{bar:24.cyan/dim}  {percent:>3} %  {files}  {decimal_bytes} of {decimal_total_bytes}  \
                        {decimal_bytes_per_sec}  {eta} left";

/// The style of `template`; where it does not parse, a plain bar.
fn style(template: &str, state: &Arc<State>) -> ProgressStyle {
    let state = Arc::clone(state);
    let files = move |_: &ProgressState, out: &mut dyn fmt::Write| {
        let done = units::count(state.files.load(Relaxed));
        // Where it can't be written, the bar lacks a figure.
        let _ = match state.total.get() {
            Some(total) => write!(out, "{done} of {}", units::things(total.files, "file")),
            None => write!(out, "{done} files"),
        };
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("files", files).progress_chars("━╸─")
}
