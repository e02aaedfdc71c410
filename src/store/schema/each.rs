//! The claims of a file, one after the other.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, SeqAccess, Visitor};

use super::objects::ClaimJson;

/// Hands the claims of a JSON array to `take`, with their places in it, until it refuses one. Never
/// are they all there at once in the file's form, which is several times as large as the model's.
///
/// # Errors
/// What is wrong with the JSON (then `take` has had those before), or what `take` has refused with.
pub(in crate::store) fn each_claim<'a, E>(
    array: &'a str,
    take: impl FnMut(usize, ClaimJson<'a>) -> Result<(), E>,
) -> Result<(), EachClaimError<E>> {
    let mut refusal = None;
    let each = ClaimVisitor {
        take,
        refusal: &mut refusal,
    };
    let result = each.deserialize(&mut serde_json::Deserializer::from_str(array));
    match (result, refusal) {
        (_, Some(refusal)) => Err(EachClaimError::Refused(refusal)),
        (Err(error), None) => Err(EachClaimError::Json(error)),
        (Ok(()), None) => Ok(()),
    }
}

/// Why not every claim was taken.
pub(in crate::store) enum EachClaimError<E> {
    /// The JSON is not that of claims.
    Json(serde_json::Error),
    /// The callback refused a claim.
    Refused(E),
}

struct ClaimVisitor<'t, F, E> {
    take: F,
    refusal: &'t mut Option<E>,
}

impl<'a, F, E> DeserializeSeed<'a> for ClaimVisitor<'_, F, E>
where
    F: FnMut(usize, ClaimJson<'a>) -> Result<(), E>,
{
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a, F, E> Visitor<'a> for ClaimVisitor<'_, F, E>
where
    F: FnMut(usize, ClaimJson<'a>) -> Result<(), E>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of claims")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut claims: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(claim) = claims.next_element()? {
            if let Err(refusal) = (self.take)(index, claim) {
                *self.refusal = Some(refusal);
                return Err(A::Error::custom("refused"));
            }
            index += 1;
        }
        Ok(())
    }
}
