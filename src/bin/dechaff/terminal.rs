//! What is known of the place that output goes to: whether a person reads it there, how wide it is, its colours.

use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use crate::args::Color;

/// Where output goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// Whether it is a terminal.
    pub terminal: bool,
    /// Columns of the terminal.
    pub width: Option<usize>,
    /// Its colours; all plain where there are none.
    pub palette: Palette,
}

/// The styles in use, named by meaning.
#[derive(Clone, Copy, Debug, Default)]
pub struct Palette {
    pub heading: Style,
    pub dim: Style,
    pub gone: Style,
    pub added: Style,
    pub place: Style,
    pub rule: Style,
    pub error: Style,
    pub good: Style,
}

impl Palette {
    fn coloured() -> Self {
        Palette {
            heading: Style::new().bold(),
            dim: Style::new().dimmed(),
            gone: AnsiColor::Red.on_default(),
            added: AnsiColor::Green.on_default(),
            place: AnsiColor::Cyan.on_default(),
            rule: AnsiColor::Yellow.on_default(),
            error: AnsiColor::Red.on_default().bold(),
            good: AnsiColor::Green.on_default().bold(),
        }
    }
}

impl View {
    /// The view of standard output.
    pub fn stdout() -> Self {
        let out = io::stdout();
        let width = terminal_size::terminal_size_of(&out).map(|(width, _)| usize::from(width.0));
        Self::new(out.is_terminal(), width, AutoStream::choice(&out))
    }

    /// The view of standard error.
    pub fn stderr() -> Self {
        let err = io::stderr();
        let width = terminal_size::terminal_size_of(&err).map(|(width, _)| usize::from(width.0));
        Self::new(err.is_terminal(), width, AutoStream::choice(&err))
    }

    fn new(terminal: bool, width: Option<usize>, choice: ColorChoice) -> Self {
        let palette = if choice == ColorChoice::Never { Palette::default() } else { Palette::coloured() };
        View { terminal, width, palette }
    }
}

/// Settles the use of colour for all views to come.
pub fn set_color(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}
