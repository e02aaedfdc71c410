//! Everything that is tested through public ways, in one program so that it links once.

mod articles;
mod command_line;
mod desk;
mod extractor;
mod faults;
mod finished;
mod gate;
mod hostile;
mod keys;
mod layers;
mod line;
mod long;
mod mutants;
mod pty;
mod readme;
mod reports;
mod sample;
mod schema;
mod screens;
mod settings;
mod shells;
mod sittings;
mod ssh;
mod stream;
mod tools;
mod welcome;
