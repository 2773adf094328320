//! The manual page and the completions, from the same source as the command line itself.

use std::io::{Write, stdout};

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Cli;

/// Prints the completions for `shell`.
pub fn completions(shell: Shell) -> Result<()> {
    // By way of memory: clap_complete panics when a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dechaff", &mut script);
    Ok(stdout().write_all(&script)?)
}

/// Prints the manual: one page with all commands.
pub fn man() -> Result<()> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for command in command.get_subcommands() {
        section(&mut page, command)?;
    }
    afterword(&mut page, ".SH", &command)?;
    man.render_version_section(&mut page)?;
    Ok(stdout().write_all(&page)?)
}

/// A command's part of the page: a section whose own sections are one level lower.
fn section(page: &mut Vec<u8>, command: &Command) -> Result<()> {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    writeln!(page, ".SH {}", name.to_uppercase())?;
    // What holds for all commands was said above.
    let own = command.clone().mut_args(|arg| {
        let common = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(common)
    });
    let man = Man::new(own.clone());
    let mut part = Vec::new();
    man.render_description_section(&mut part)?;
    man.render_synopsis_section(&mut part)?;
    if own.get_arguments().any(|arg| !arg.is_hide_set()) {
        man.render_options_section(&mut part)?;
    }
    let part = String::from_utf8_lossy(&part).replace(".SH DESCRIPTION\n", "").replace(".SH ", ".SS ");
    page.extend_from_slice(part.as_bytes());
    afterword(page, ".SS", command)?;
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        section(page, inner)?;
    }
    Ok(())
}

/// What stands below the flags of a help text: each paragraph that begins with a heading becomes a section, its lines
/// unchanged.
fn afterword(page: &mut Vec<u8>, level: &str, command: &Command) -> Result<()> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let mut lines = paragraph.lines().peekable();
        match lines.peek().and_then(|line| line.strip_suffix(':')) {
            Some(heading) => {
                writeln!(page, "{level} {}", heading.to_uppercase())?;
                lines.next();
            }
            None => writeln!(page, ".PP")?,
        }
        writeln!(page, ".nf")?;
        for line in lines {
            writeln!(page, "\\&{}", line.trim_start().replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(page, ".fi")?;
    }
    Ok(())
}
