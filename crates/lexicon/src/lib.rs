//! The lexicon and the ontology as typed values
