//! Judges a registry.
