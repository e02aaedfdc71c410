//! Claims made elsewhere.
