//! Sentences, tokens, tags, lemmas, dependency parse and entities of English text
