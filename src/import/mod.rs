//! Claims made elsewhere: a file per format.
//!
//! What is read here is another program's work, so every single claim is either placed in the
//! article or refused with the reason; nothing is guessed, nothing dropped in silence. Whether a
//! refused claim stops the run is for the command line to say.

mod annotation;
mod claimbuster;
mod claims;
mod fault;
mod file_kind;
mod lines;
mod placer;
mod proposal;
mod spans;
mod table;

pub use claims::{ImportError, Imported, claims};
pub use fault::{ImportFault, Occurrences, RejectedClaim};
