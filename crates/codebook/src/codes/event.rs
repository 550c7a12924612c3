//! What was done: event types and quad classes as PLOVER has them.

table! {
    /// Event type in PLOVER's codes.
    pub enum EventType in event_type default Consult {
        /// Agree to, or announce, future cooperation, a deal or a settlement.
        Agree = "AGREE",
        /// Meet, visit, call, talk.
        Consult = "CONSULT",
        /// Praise, endorse, back in words; diplomatic cooperation.
        Support = "SUPPORT",
        /// Yield in words: promise to ease, allow, resign, free.
        Concede = "CONCEDE",
        /// Cooperate in deed: trade, share, exercise together, extradite.
        Cooperate = "COOPERATE",
        /// Give help: money, arms, food, shelter, protection.
        Aid = "AID",
        /// Yield in deed: withdraw, release, surrender, keep a ceasefire, lift measures.
        Retreat = "RETREAT",
        /// Ask, demand, appeal, call for.
        Request = "REQUEST",
        /// Blame, criticise, condemn, investigate, complain.
        Accuse = "ACCUSE",
        /// Refuse, veto, deny, defy.
        Reject = "REJECT",
        /// Threaten, warn, give an ultimatum.
        Threaten = "THREATEN",
        /// Demonstrate, strike, boycott, riot.
        Protest = "PROTEST",
        /// Reduce relations: embargo, expel diplomats, halt talks, sanction.
        Sanction = "SANCTION",
        /// Raise or move forces: deploy, mobilise, put on alert, test weapons.
        Mobilize = "MOBILIZE",
        /// Use force short of an attack: arrest, seize, deport, restrict, censor, destroy property.
        Coerce = "COERCE",
        /// Attack, kill, wound, bomb, abduct, torture.
        Assault = "ASSAULT",
    }
}

table! {
    /// Quad class: cooperation or conflict, in words or in deeds.
    pub enum QuadClass in quad_class default VerbalCooperation {
        /// Cooperation in words: AGREE, CONSULT, SUPPORT, CONCEDE.
        VerbalCooperation = "verbal_cooperation",
        /// Cooperation in deeds: COOPERATE, AID, RETREAT.
        MaterialCooperation = "material_cooperation",
        /// Conflict in words: REQUEST, ACCUSE, REJECT, THREATEN.
        VerbalConflict = "verbal_conflict",
        /// Conflict in deeds: PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT.
        MaterialConflict = "material_conflict",
    }
}
