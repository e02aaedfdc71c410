//! Article to claims. The same text gives the same claims.
