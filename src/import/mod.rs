//! Claims made elsewhere: a file per format.
//!
//! What is read here is another program's work, so every single claim is either placed in the
//! article or refused with the reason; nothing is guessed, nothing dropped in silence. Whether a
//! refused claim stops the run is for the command line to say.

mod annotation;
mod claimbuster;
mod fault;
mod file_kind;
mod importer;
mod lines;
mod own_format;
mod placer;
mod proposal;
mod read;
mod spans;
mod table;

pub use fault::{ImportFault, Occurrences, RejectedClaim};
pub use importer::{ImportError, Imported};
pub use read::claims;
