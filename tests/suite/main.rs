//! Everything that is tested through public ways, in one program so that it links once.

mod command_line;
mod desk;
mod faults;
mod keys;
mod layers;
mod long;
mod pty;
mod readme;
mod screens;
mod settings;
mod shells;
mod sittings;
mod welcome;
