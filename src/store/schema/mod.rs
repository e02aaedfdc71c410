//! The JSON shape of the review file, version 1.
//!
//! One struct per object of the file serves reading and writing, so that a field's name is in one
//! place. Each keeps the fields it does not know. Nothing here touches the disk.

mod each;
mod from_file;
mod objects;
mod pieces;
mod to_file;

pub(super) use each::{EachClaimError, each_claim};
pub(super) use from_file::{FieldFault, SelectorJson};
pub(super) use objects::{ClaimJson, FORMAT, ReviewJson, VERSION, schema};
pub(super) use pieces::{ByName, Str};

#[cfg(test)]
mod tests;
