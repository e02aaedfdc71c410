//! Our own files: their shape, where they live, reading and writing them whole.
