//! How actors are mentioned and what kind of actor they are.

table! {
    /// How a mention refers to its actor.
    pub enum MentionKind in mention_kind default Name {
        /// The actor's full or usual name.
        Name = "name",
        /// Another name or an abbreviation of the actor.
        Alias = "alias",
        /// Adjective or noun of nationality ("Russian", "the Syrians").
        Demonym = "demonym",
        /// A capital or a seat that stands for its government ("Moscow", "the Kremlin").
        Metonym = "metonym",
        /// A post that stands for who holds it or for its institution ("the Israeli defence minister").
        Office = "office",
        /// A common noun phrase ("rebel fighters", "North Korean soldiers").
        Nominal = "nominal",
        /// A pronoun whose antecedent is an actor.
        Pronoun = "pronoun",
    }
}

table! {
    /// Sector of an actor in PLOVER's codes.
    pub enum Sector in sector default Unk {
        /// Government: the executive, its ministries and offices.
        Gov = "GOV",
        /// Military: the armed forces of a state.
        Mil = "MIL",
        /// Police and other law enforcement.
        Cop = "COP",
        /// Rebels: armed and violent opposition groups and separatists.
        Reb = "REB",
        /// Paramilitaries and militias that side with a government.
        Prm = "PRM",
        /// Intelligence services.
        Spy = "SPY",
        /// Unidentified armed forces.
        Uaf = "UAF",
        /// Political opposition without arms.
        Opp = "OPP",
        /// Political party.
        Pty = "PTY",
        /// Legislature and its members.
        Leg = "LEG",
        /// Judiciary: courts, judges, prosecutors.
        Jud = "JUD",
        /// Civilians and individuals without another sector.
        Cvl = "CVL",
        /// Refugees and displaced people.
        Ref = "REF",
        /// Business.
        Bus = "BUS",
        /// Journalists and media.
        Jrn = "JRN",
        /// Education: schools, universities, students, teachers.
        Edu = "EDU",
        /// Medical: hospitals, doctors, health services.
        Med = "MED",
        /// Labour: workers and unions.
        Lab = "LAB",
        /// Religious groups and clergy.
        Rel = "REL",
        /// Elites: former officials, celebrities, prominent people.
        Eli = "ELI",
        /// Criminals and criminal organisations.
        Crm = "CRM",
        /// Agriculture.
        Agr = "AGR",
        /// Other civil society.
        Soc = "SOC",
        /// President or head of state acting as such.
        Pre = "PRE",
        /// Unknown sector.
        Unk = "UNK",
        /// International governmental organisation; it has no country.
        Igo = "IGO",
        /// Non-governmental organisation without a country.
        Ngo = "NGO",
    }
}
