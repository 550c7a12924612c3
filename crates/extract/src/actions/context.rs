//! What an action is about: the first context of the ontology that a word of its clause belongs to.

use tidywire_text::Label;

use crate::scene::Scene;

pub(super) fn of(scene: &Scene<'_, '_>, token: usize) -> Option<String> {
    let tree = scene.tree;
    let clause = scene.clause(token);
    // Other clauses are about other things.
    let other = |child: usize| {
        matches!(
            tree.label(child),
            Label::Relcl | Label::Advcl | Label::Ccomp | Label::Parataxis
        ) || tree.label(child) == Label::Conj && tree.is_verb(child)
    };
    let mut open = vec![clause];
    let mut best: Option<usize> = None;
    while let Some(at) = open.pop() {
        open.extend(
            tree.children(at)
                .iter()
                .copied()
                .filter(|&child| !other(child) || child == token),
        );
        let lemma = tree.lemma(at);
        for &(context, before) in scene.knowledge.contexts.get(lemma.as_str()).into_iter().flatten() {
            let fits =
                before.is_none_or(|before| at > 0 && (tree.word(at - 1) == before || tree.lemma(at - 1) == before));
            if fits && best.is_none_or(|known| context < known) {
                best = Some(context);
            }
        }
    }
    best.map(|index| scene.knowledge.lexicon.contexts[index].code.clone())
}
