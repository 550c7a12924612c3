//! Which date and which place govern a word: those that hang on it, or on what it belongs to.
//!
//! It deliberately reckons nothing: `times` and `places` have. A date or place belongs to the first verb or event noun above
//! it ("the detention of judges in 2007"); a modifier of a noun to that noun alone ("last month's murder"). A word takes what
//! belongs to itself, to an event that its clause tells along with it ("killed in an attack on Monday"), or to the clause
//! above as long as that tells the same event. Invariant: a relative clause or a clause of saying is never crossed.

use tidywire_codebook::{EventType, PlacePrecision};
use tidywire_lexicon::{Verb, WordClass};
use tidywire_text::{Label, Tag};

use crate::scene::Scene;
use crate::types::{Place, Statement, When};

/// How roughly a place is known; less is finer.
fn coarseness(precision: PlacePrecision) -> u8 {
    match precision {
        PlacePrecision::Feature | PlacePrecision::City => 0,
        PlacePrecision::Near => 1,
        PlacePrecision::Admin1 => 2,
        PlacePrecision::Country => 3,
    }
}

impl Scene<'_, '_> {
    /// The date that governs the token.
    pub(crate) fn when(&self, token: usize) -> When {
        let dated = self.times.iter().filter(|time| time.event != When::default());
        let list: Vec<(usize, When)> = dated.map(|time| (self.owner_of(time.head, true), time.event)).collect();
        let own = |node: usize| list.iter().find(|(owner, _)| *owner == node).map(|(_, when)| *when);
        self.event_nodes(token).into_iter().find_map(own).unwrap_or_default()
    }

    /// The place that governs the token: one that hangs on its event, one that the event is done to, else the only one told
    /// in the sentence.
    pub(crate) fn place(&self, token: usize) -> Option<usize> {
        let told: Vec<(usize, usize)> = (0..self.places.len())
            .filter(|&index| self.places[index].locative && !self.is_origin(self.places[index].head))
            .map(|index| (self.owner_of(self.places[index].head, false), index))
            .collect();
        let nodes = self.event_nodes(token);
        let finest = |list: Vec<usize>| {
            // The first of those that are known as exactly as any.
            list.into_iter().min_by_key(|&index| {
                (
                    self.is_way(&self.places[index]),
                    coarseness(self.places[index].precision),
                    index,
                )
            })
        };
        let on = |node: usize| {
            let hangs = |index: usize| told.contains(&(node, index)) || self.suffers(&self.places[index], node);
            finest((0..self.places.len()).filter(|&index| hangs(index)).collect())
        };
        let found = nodes.iter().find_map(|&node| on(node));
        // What is only said has no place but one of its own, or that at the head of the sentence.
        let told: Vec<(usize, usize)> = told
            .into_iter()
            .filter(|&(owner, index)| {
                self.is_fronted(&self.places[index]) || !self.speaks(token) && self.tells_along(owner, token)
            })
            .collect();
        let chosen = found.or_else(|| self.only_place(&told))?;
        Some(self.place_base + self.refined(chosen))
    }

    /// "from Gaza", "to Rafah": where a way begins or ends.
    fn is_way(&self, place: &Place) -> bool {
        let way = |at: usize| matches!(self.tree.word(at), "from" | "to" | "toward" | "towards" | "via");
        self.tree.preposition(place.head).is_some_and(way)
    }

    /// "In Australia, ...": at the head of the sentence.
    fn is_fronted(&self, place: &Place) -> bool {
        let first = self.tree.tokens_in(place.span).start;
        first <= 3 && self.tree.preposition(place.head) == Some(0)
    }

    /// False where what the owner tells is another story: of a relative clause, or of a clause beside that has its own subject, unless
    /// both tell harm ("13 are killed and 35 are injured in a bombing in").
    fn tells_along(&self, owner: usize, token: usize) -> bool {
        let tree = self.tree;
        let mut at = owner;
        // "are killed and dozens are missing when a boat capsizes in": a clause below belongs to both.
        let mut below = false;
        while !tree.below(token, at) {
            let other = !below && tree.label(at) == Label::Conj && tree.is_verb(at) && self.has_subject(at);
            below |= tree.label(at) == Label::Advcl;
            if tree.label(at) == Label::Relcl || other && !(self.harms(at) && self.harms(self.clause(token))) {
                return false;
            }
            match tree.head(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        true
    }

    /// "the town of Qamishli in Syria": the name right before a region or country is the more exact place.
    fn refined(&self, chosen: usize) -> usize {
        let place = &self.places[chosen];
        let Some(inner) = chosen.checked_sub(1).map(|before| &self.places[before]) else {
            return chosen;
        };
        let (end, first) = (
            self.tree.tokens_in(inner.span).end,
            self.tree.tokens_in(place.span).start,
        );
        let joined = end < first && first - end <= 3 && matches!(self.tree.word(end), "in" | ",");
        let coarse = coarseness(place.precision) >= 2 && coarseness(inner.precision) < coarseness(place.precision);
        let within = inner.country.is_none() || place.country.is_none() || inner.country == place.country;
        if joined && coarse && within { chosen - 1 } else { chosen }
    }

    /// The only place told in the sentence; of "Karachi, Pakistan" the town.
    fn only_place(&self, told: &[(usize, usize)]) -> Option<usize> {
        let finest = told
            .iter()
            .map(|(_, index)| *index)
            .filter(|&index| !self.places[index].outer)
            .min_by_key(|&index| (coarseness(self.places[index].precision), index))?;
        let exact = coarseness(self.places[finest].precision);
        let others = told.iter().map(|(_, index)| &self.places[*index]).filter(|place| {
            !place.outer && coarseness(place.precision) == exact && place.name != self.places[finest].name
        });
        (others.count() == 0).then_some(finest)
    }

    /// "a man from Basra", "the ambassador to Iraq": where somebody comes from or belongs to is not where it happens.
    fn is_origin(&self, head: usize) -> bool {
        let Some(preposition) = self.tree.preposition(head) else {
            return false;
        };
        let Some(above) = self.tree.head(preposition) else {
            return false;
        };
        let word = self.tree.word(preposition);
        // "Six of the dead were from Oman".
        let comes = word == "from" && matches!(self.tree.lemma(above).as_str(), "be" | "come" | "hail");
        matches!(word, "from" | "to") && self.tree.is_noun(above) && !self.is_event_noun(above)
            || comes
            || word == "to" && self.receives(head, above)
    }

    /// "sell warships to Russia": a state behind a verb that moves nobody.
    fn receives(&self, head: usize, verb: usize) -> bool {
        let state = self
            .places
            .iter()
            .any(|place| place.head == head && place.precision == PlacePrecision::Country);
        let class = if self.tree.is_verb(verb) {
            WordClass::Verb
        } else {
            WordClass::Noun
        };
        let moves = |meaning: &Verb| {
            matches!(
                meaning.event_type,
                Some(EventType::Coerce | EventType::Consult | EventType::Mobilize | EventType::Retreat)
            )
        };
        state && !self.meanings(verb, class).iter().any(|meaning| moves(meaning))
    }

    /// "shelled Kherson", "Kherson was shelled", "the siege of Aleppo", "the Kabul bombing".
    fn suffers(&self, place: &Place, node: usize) -> bool {
        let tree = self.tree;
        let first = tree.chain_head(place.head);
        let above = tree.head(first);
        let state = place.precision == PlacePrecision::Country;
        match tree.label(first) {
            Label::Compound | Label::Nmod | Label::Poss if above == Some(node) => self.is_event_noun(node) && !state,
            Label::Pobj if above.is_some_and(|preposition| tree.head(preposition) == Some(node)) => {
                match above.map_or("", |preposition| tree.word(preposition)) {
                    // "the siege of Aleppo".
                    "of" => self.is_event_noun(node),
                    // "an attack on Sloviansk"; sanctions on a state are not in it.
                    "on" | "against" => self.is_assault(node),
                    _ => false,
                }
            }
            _ => !state && self.is_object(first, node),
        }
    }

    /// The name, or what it is part of, is done something by the node: "the port of Odesa", "control of the town of Tal Afar".
    fn is_object(&self, name: usize, node: usize) -> bool {
        let tree = self.tree;
        let mut at = name;
        while let Some(above) = tree.head(at) {
            match tree.label(at) {
                Label::Dobj | Label::Nsubjpass => return above == node,
                Label::Pobj if matches!(tree.word(above), "of" | "at") => match tree.head(above) {
                    // "seized parts of", "open fire at"; an event behind "of" is another one.
                    // ("takes control of": the noun is part of the verb).
                    Some(noun)
                        if above != node
                            && (!self.is_event_noun(noun)
                                || tree.head(noun) == Some(node) && tree.label(noun) == Label::Dobj) =>
                    {
                        if noun == node {
                            return true;
                        }
                        at = noun;
                    }
                    _ => return false,
                },
                Label::Compound | Label::Nmod | Label::Poss | Label::Appos | Label::Conj => {
                    let thing = self.knowledge.target_nouns.contains(tree.lemma(above).as_str())
                        || self.knowledge.lexicon.place_nouns.contains(&tree.lemma(above));
                    if !thing && tree.label(at) != Label::Conj {
                        return false;
                    }
                    at = above;
                }
                _ => return false,
            }
        }
        false
    }

    /// The verb or event noun that a date or place belongs to; a date beside any noun belongs to that.
    fn owner_of(&self, head: usize, date: bool) -> usize {
        let tree = self.tree;
        let mut at = head;
        while let Some(above) = tree.head(at) {
            let label = tree.label(at);
            at = above;
            if tree.is_verb(at) && !matches!(tree.label(at), Label::Amod | Label::Aux | Label::Auxpass) {
                break;
            }
            let modifier = matches!(
                label,
                Label::Compound | Label::Amod | Label::Nummod | Label::Poss | Label::Nmod
            );
            if tree.is_noun(at) && (date && modifier && !self.is_name_part(head, at) || self.is_event_noun(at)) {
                break;
            }
        }
        at
    }

    /// "Tuesday night", "Bush administration": the modifier of another word of time is no owner.
    fn is_name_part(&self, head: usize, at: usize) -> bool {
        self.times
            .iter()
            .any(|time| time.head == head && time.span.contains(self.tree.token(at).span))
    }

    /// Nouns that tell an event: triggers, violence, mishaps and the words of the lexicon.
    pub(crate) fn is_event_noun(&self, token: usize) -> bool {
        self.event_nouns[token]
    }

    /// The nodes that tell the event of the token, nearest first.
    fn event_nodes(&self, token: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut list = vec![token];
        self.told_along(token, &mut list);
        let mut at = token;
        while let Some(above) = tree.head(at) {
            let passes = match tree.label(at) {
                Label::Dobj
                | Label::Nsubj
                | Label::Nsubjpass
                | Label::Prep
                | Label::Pobj
                | Label::Conj
                | Label::Agent => {
                    // A clause of its own tells another event; so does one with a subject of its own.
                    !tree.is_verb(at) || tree.label(at) == Label::Conj && !self.has_subject(at) && !self.speaks(at)
                }
                Label::Compound | Label::Amod | Label::Nmod | Label::Appos | Label::Attr | Label::Oprd => {
                    !tree.is_verb(at)
                }
                Label::Xcomp | Label::Pcomp => true,
                // "gather in Sana'a calling for": the model hangs the participle on the name.
                Label::Acl => {
                    tree.tag(at) == Tag::Vbg
                        && tree.is_name(above)
                        && self.places.iter().any(|place| place.head == above)
                }
                // "attacks a village, killing five"; "fired a missile to hit the port".
                Label::Advcl => tree.tag(at) == Tag::Vbg && !self.has_subject(at) && !self.has_mark(at),
                _ => false,
            };
            // What is said, demanded or condemned has a time of its own.
            if !passes
                || tree.is_noun(at) && tree.is_verb(above) && self.speaks(above) && tree.label(at) != Label::Nsubj
            {
                break;
            }
            at = above;
            if !list.contains(&at) {
                list.push(at);
            }
            if tree.is_verb(at) {
                self.told_along(at, &mut list);
            }
        }
        list
    }

    /// What a clause tells along with its verb: "killed in an attack", "attacked the town and killed".
    fn told_along(&self, node: usize, list: &mut Vec<usize>) {
        let tree = self.tree;
        for &child in tree.children(node) {
            let event = match tree.label(child) {
                Label::Prep if matches!(tree.word(child), "in" | "during" | "by" | "from" | "with" | "as") => {
                    let noun = tree.child(child, Label::Pobj).filter(|&noun| self.is_event_noun(noun));
                    // "in fighting on Wednesday": a gerund.
                    let gerund = || tree.child(child, Label::Pobj).filter(|&gerund| tree.is_verb(gerund));
                    noun.or_else(|| tree.child(child, Label::Pcomp)).or_else(gerund)
                }
                Label::Agent => tree.child(child, Label::Pobj).filter(|&noun| self.is_event_noun(noun)),
                // "three killed and five injured in fighting" is one event, too.
                Label::Conj
                    if tree.is_verb(child)
                        && (!self.has_subject(child) || self.harms(child) && self.harms(node))
                        && !list.contains(&child) =>
                {
                    list.push(child);
                    self.told_along(child, list);
                    None
                }
                Label::Advcl if tree.tag(child) == Tag::Vbg && !self.has_subject(child) && !self.has_mark(child) => {
                    Some(child)
                }
                Label::Nsubj | Label::Nsubjpass | Label::Dobj if self.is_event_noun(child) && !self.speaks(node) => {
                    Some(child)
                }
                _ => None,
            };
            if let Some(event) = event.filter(|event| !list.contains(event)) {
                list.push(event);
            }
        }
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.tree.child(verb, Label::Nsubj).is_some() || self.tree.child(verb, Label::Nsubjpass).is_some()
    }

    /// "after", "when", "since" before a clause.
    fn has_mark(&self, verb: usize) -> bool {
        self.tree.child(verb, Label::Mark).is_some()
            || self
                .tree
                .child(verb, Label::Advmod)
                .is_some_and(|child| self.tree.word(child) == "when")
    }

    /// The triggers that the token can be.
    fn meanings(&self, token: usize, class: WordClass) -> Vec<&Verb> {
        let verbs = &self.knowledge.lexicon.verbs;
        let lemma = self.tree.lemma(token);
        self.knowledge
            .triggers_of(&lemma, class)
            .map(|index| &verbs[index])
            .collect()
    }

    /// True for a verb of saying with a clause of its own, and for one that in every meaning is words alone.
    fn speaks(&self, verb: usize) -> bool {
        let cue = |statement: &Statement| statement.cue.contains(self.tree.token(verb).span);
        let words = |meaning: &&Verb| {
            matches!(
                meaning.event_type,
                Some(
                    EventType::Accuse | EventType::Agree | EventType::Reject | EventType::Request | EventType::Threaten
                )
            )
        };
        let meanings = self.meanings(verb, WordClass::Verb);
        let clause = meanings.is_empty() || self.tree.child(verb, Label::Ccomp).is_some();
        clause && self.statements.iter().any(cue) || !meanings.is_empty() && meanings.iter().all(words)
    }

    /// True for a noun that can tell an assault.
    fn is_assault(&self, noun: usize) -> bool {
        let mut meanings = self.meanings(noun, WordClass::Noun).into_iter();
        meanings.any(|meaning| meaning.event_type == Some(EventType::Assault))
    }

    /// True for a verb that can tell harm.
    fn harms(&self, verb: usize) -> bool {
        self.meanings(verb, WordClass::Verb).iter().any(|meaning| meaning.harms)
    }
}
