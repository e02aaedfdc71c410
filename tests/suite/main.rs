//! Everything that is tested through public ways, in one program so that it links once.

mod desk;
mod keys;
mod layers;
mod screens;
