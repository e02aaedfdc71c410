//! `factdesk completions` and `factdesk man`, made from the arguments; `factdesk schema`.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::{Shell as Generated, generate};
use clap_mangen::Man;
use roff::{Roff, bold, roman};

use crate::app::{CommandGroup, Keymap, ROWS};
use crate::session::Failure;
use crate::store;

use super::args::{Cli, CompletionsArgs, Shell};
use super::print;

/// Prints the completion script of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    let shell = match args.shell {
        Shell::Bash => Generated::Bash,
        Shell::Zsh => Generated::Zsh,
        Shell::Fish => Generated::Fish,
    };
    generate(shell, &mut Cli::command(), "factdesk", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Prints the JSON Schema of the review file.
pub(super) fn schema() -> Result<(), Failure> {
    print(&format!("{:#}\n", store::json_schema()))
}

/// Prints the manual page: the arguments of every command, and the keys.
pub(super) fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    write_page(&mut page)
        .map_err(|error| Failure::input(format!("cannot make the manual page: {error}")))?;
    print(&String::from_utf8_lossy(&page))
}

fn write_page(page: &mut Vec<u8>) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    // `factdesk` alone reviews too: those options are already above.
    let others = |sub: &&clap::Command| sub.get_name() != "review";
    for sub in command.get_subcommands().filter(others) {
        write_command(page, sub)?;
    }
    write_keys(page)?;
    man.render_extra_section(page)?;
    man.render_version_section(page)
}

/// Writes a section for a command. `clap_mangen` makes a page with headings for each; here all commands
/// are on one page.
fn write_command(page: &mut Vec<u8>, command: &clap::Command) -> io::Result<()> {
    let man = Man::new(command.clone());
    let mut section = Vec::new();
    man.render_synopsis_section(&mut section)?;
    man.render_description_section(&mut section)?;
    man.render_options_section(&mut section)?;
    let name = command.get_name().to_uppercase();
    Roff::new()
        .control("SH", ["COMMAND", &name])
        .to_writer(page)?;
    for line in String::from_utf8_lossy(&section).lines() {
        match line {
            ".SH DESCRIPTION" => writeln!(page, ".PP")?,
            _ if line.starts_with(".SH ") => {}
            _ => writeln!(page, "{line}")?,
        }
    }
    Ok(())
}

fn write_keys(page: &mut Vec<u8>) -> io::Result<()> {
    let keymap = Keymap::default();
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for &group in CommandGroup::ALL {
        roff.control("SS", [group.title()]);
        for row in ROWS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = keymap
                .keys(row.command)
                .iter()
                .map(|key| key.sign(true))
                .collect();
            roff.control("TP", []);
            roff.text([bold(keys.join(", "))]);
            roff.text([roman(row.doc)]);
        }
    }
    roff.to_writer(page)
}
