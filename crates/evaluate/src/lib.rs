//! Gold reading, alignment, scoring and the ratchet
