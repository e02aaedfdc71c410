//! The hashes features are known by: the same on every machine, for the weights are found by them.

/// Begins the hash of a feature of one kind.
pub fn seed(group: u64) -> u64 {
    step(0x5EED, group)
}

/// Goes on with a hash.
pub fn step(h: u64, value: u64) -> u64 {
    (h.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Mixes the bits of a hash.
pub fn finish(h: u64) -> u64 {
    let h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h ^ (h >> 32)
}

/// Hashes bytes; the same on every machine, for the weights are found by it.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut h = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = step(h, u64::from_le_bytes(word));
    }
    h
}
