//! Everything that is tested through public ways, in one program so that it links once.

mod command_line;
mod desk;
mod faults;
mod filing;
mod finished;
mod gate;
mod hostile;
mod keys;
mod layers;
mod line;
mod long;
mod mutants;
mod people;
mod pty;
mod readme;
mod reports;
mod sample;
mod screens;
mod settings;
mod shells;
mod sittings;
mod ssh;
mod stream;
mod tools;
mod welcome;
