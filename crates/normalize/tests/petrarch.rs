//! A dictionary that is not ours, through `--lexicon`: the PETRARCH validation records with the actors and agents that
//! they were written for.
//!
//! The converter turns both lists into files of `actors/` and `agents/` that take the place of the built-in ones
//! (`Lexicon::replaced_by`, `--lexicon DIR --replace`). Scored are the sources and targets of each record's events as a set
//! of codes, against the codes of the mentions found; then the pairs of source and target of its events against those of our
//! rows, and the pairs with their CAMEO root (our types' and modes' own). Codes of a toy ontology (22x, 9xx) and broken
//! records count nothing, a code with a quoted name (an unknown actor by its words) neither, and root 01 (somebody says
//! something): that is a row of our statements table and no event of PLOVER.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tidywire_codebook::CodeList;
use tidywire_extract::{Extraction, Knowledge, Mention, Party, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

#[derive(Deserialize)]
struct Actor {
    name: String,
    aliases: Vec<String>,
    codes: Vec<Dated>,
}

#[derive(Deserialize)]
struct Dated {
    code: String,
    before: Option<String>,
    after: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
struct Agent {
    name: String,
    plural: Option<String>,
    code: String,
    joins: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    date: String,
    text: String,
    text_cameo: Option<String>,
    gold: String,
    events_cameo: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    source: Option<String>,
    target: Option<String>,
    code: String,
}

/// What the converted files' ids and nouns stand for.
#[derive(Default)]
struct Codes {
    actors: BTreeMap<String, String>,
    agents: BTreeMap<String, (String, bool)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/dev/actions")
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(folder().join(name)).expect("a file of the development data");
    if name.ends_with(".jsonl") {
        let lines = text.lines();
        return lines
            .map(|line| serde_json::from_str(line).expect("a record"))
            .collect();
    }
    serde_json::from_str(&text).expect("a list")
}

/// A name in capitals as an article may write it: every word with a capital, or the first alone.
fn written(name: &str) -> Vec<String> {
    // "THE AU": the article belongs to no name of our lexicon.
    let name = name.strip_prefix("THE ").unwrap_or(name);
    let words: Vec<String> = name.split(['_', ' ']).map(str::to_lowercase).collect();
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let small = ["of", "the", "and", "for"];
    let all: Vec<String> = words
        .iter()
        .map(|word| {
            if small.contains(&word.as_str()) {
                word.clone()
            } else {
                capital(word)
            }
        })
        .collect();
    let mut first = words.clone();
    first[0] = capital(&first[0]);
    let mut names = vec![all.join(" "), first.join(" "), name.replace('_', " ")];
    names.dedup();
    names
}

fn day(date: &str, by: i64) -> String {
    let date: jiff::civil::Date = date.parse().expect("a date");
    let moved = jiff::Span::new().days(by);
    date.checked_add(moved).expect("a day").to_string()
}

/// Writes both lists as files of a lexicon below `target`.
fn convert(target: &Path) -> Codes {
    let mut codes = Codes::default();
    let mut text = String::new();
    for (number, actor) in read::<Actor>("petrarch_actors.json").into_iter().enumerate() {
        let mut names: Vec<String> = written(&actor.name);
        names.extend(actor.aliases.iter().flat_map(|alias| written(alias)));
        let mut dated = actor.codes;
        // The entry without dates holds where no other does.
        dated.sort_by_key(|code| code.before.is_none() && code.after.is_none() && code.from.is_none());
        for (place, code) in dated.into_iter().enumerate() {
            if matches!(code.code.as_str(), "-" | "+" | "---") {
                continue;
            }
            let id = format!("p{number}_{place}");
            let from = code.from.or(code.after.map(|date| day(&date, 1)));
            let until = code.to.or(code.before.map(|date| day(&date, -1)));
            let country = code.code.chars().take(3).collect::<String>();
            writeln!(
                text,
                "[[actor]]\nid = {id:?}\nname = {:?}\nkind = \"state\"\ncountry = {country:?}",
                names[0]
            )
            .expect("text");
            writeln!(text, "aliases = {:?}", &names[1..]).expect("text");
            for (key, date) in [("from", from), ("until", until)] {
                if let Some(date) = date {
                    writeln!(text, "{key} = {date:?}").expect("text");
                }
            }
            codes.actors.insert(id, code.code);
        }
    }
    let mut nouns = String::new();
    for agent in read::<Agent>("petrarch_agents.json") {
        let noun = agent.name.replace('_', " ").to_lowercase();
        if codes.agents.contains_key(&noun) {
            continue;
        }
        writeln!(nouns, "[[agent]]\nnoun = {noun:?}\nalone = false\ntitle = true").expect("text");
        if let Some(plural) = agent.plural {
            writeln!(nouns, "plural = {:?}", plural.replace('_', " ").to_lowercase()).expect("text");
        }
        let code: String = agent.code.chars().take(3).collect();
        if [
            "GOV", "MIL", "COP", "REB", "OPP", "MED", "JUD", "CVL", "BUS", "SPY", "REF", "CRM",
        ]
        .contains(&code.as_str())
        {
            writeln!(nouns, "sector = {code:?}").expect("text");
        }
        codes.agents.insert(noun, (agent.code, agent.joins == "before"));
    }
    // What stands beside nouns is ours: the folder replaces all of `agents`.
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon/agents/modifiers.toml");
    for (name, text) in [
        ("actors/petrarch.toml", text),
        ("agents/petrarch.toml", nouns),
        (
            "agents/modifiers.toml",
            fs::read_to_string(data).expect("our modifiers"),
        ),
    ] {
        let path = target.join("lexicon").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    codes
}

impl Codes {
    /// The codes of an actor; a name may stand for several ("FRO/BIL/SAM").
    fn of(&self, mention: &Mention) -> Vec<String> {
        let actor = &mention.actor;
        let base = actor.part_of.as_ref().or(actor.id.as_ref());
        let base = base.and_then(|id| self.actors.get(id));
        // "lawmakers in Arnor": of the country, by their noun.
        let noun = mention.rule.starts_with("agents/petrarch#");
        let country = actor.country.as_ref().filter(|_| noun);
        let Some(base) = base.or(country) else {
            return Vec::new();
        };
        let bases = base.split('/');
        bases.map(|base| self.with_sector(base, mention)).collect()
    }

    fn with_sector(&self, base: &str, mention: &Mention) -> String {
        let noun = mention
            .rule
            .strip_prefix("agents/petrarch#")
            .and_then(|noun| self.agents.get(noun));
        let sector = mention.actor.sector;
        match noun {
            Some((code, true)) => format!("{code}{base}"),
            // A metonym of the government already says what its officials are.
            Some((code, false)) if base.ends_with(code.as_str()) => base.to_owned(),
            Some((code, false)) => format!("{base}{code}"),
            None => format!("{base}{}", sector.map(CodeList::code).unwrap_or_default()),
        }
    }
}

/// Source, target and CAMEO root.
type Coded = (String, String, String);

fn events(record: &Record) -> BTreeSet<Coded> {
    let sides = |side: &Option<String>| -> Vec<String> {
        let known = side
            .iter()
            .filter(|code| !code.contains('"') && !code.starts_with(['-', '+']));
        known.flat_map(|code| code.split('/')).map(str::to_owned).collect()
    };
    let mut list = BTreeSet::new();
    for event in &record.events_cameo {
        let root: String = event.code.chars().take(2).collect();
        if !matches!(root.parse(), Ok(2..=20)) {
            continue;
        }
        for source in sides(&event.source) {
            list.extend(
                sides(&event.target)
                    .into_iter()
                    .map(|target| (source.clone(), target, root.clone())),
            );
        }
    }
    list
}

fn found_events(found: &Extraction, codes: &Codes, lexicon: &Lexicon) -> BTreeSet<Coded> {
    let coded = |party: &Option<Party>| {
        let Some(party) = party else {
            return Vec::new();
        };
        let same = |mention: &&Mention| mention.span == party.span && mention.actor == party.actor;
        let mention = found.mentions.iter().find(same);
        let within =
            |mention: &&Mention| party.span.contains(mention.span) && mention.actor.country == party.actor.country;
        let mention = mention.or_else(|| found.mentions.iter().find(within));
        mention.map(|mention| codes.of(mention)).unwrap_or_default()
    };
    let mut list = BTreeSet::new();
    for action in &found.actions {
        let kind = lexicon.event_type(action.event_type).expect("an entry for each type");
        let mode = action
            .mode
            .as_ref()
            .and_then(|mode| lexicon.mode(action.event_type, mode));
        let root = mode
            .and_then(|mode| mode.cameo_root.clone())
            .unwrap_or_else(|| kind.cameo_root.clone());
        for source in coded(&action.source) {
            let targets = coded(&action.target).into_iter();
            list.extend(targets.map(|target| (source.clone(), target, root.clone())));
        }
    }
    list
}

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.right += found.intersection(wanted).count();
        self.wrong += found.difference(wanted).count();
        self.missed += wanted.difference(found).count();
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed) as f64
    }
}

fn gold(record: &Record) -> BTreeSet<String> {
    let sides = record
        .events_cameo
        .iter()
        .flat_map(|event| [&event.source, &event.target]);
    let known = sides
        .flatten()
        .filter(|code| !code.contains('"') && !code.starts_with("---"));
    known.flat_map(|code| code.split('/')).map(str::to_owned).collect()
}

#[test]
fn sources_and_targets_are_found_with_a_dictionary_of_others() {
    if !folder().is_dir() {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"SKIPPED: the development data are absent: no PETRARCH record was measured\n",
        );
        return;
    }
    let target = std::env::temp_dir().join(format!("tidywire-petrarch-{}", std::process::id()));
    let codes = convert(&target);
    let lexicon = Lexicon::replaced_by(&target).expect("the converted dictionary is sound");
    fs::remove_dir_all(&target).expect("the folder can go");
    let knowledge = Knowledge::new(&lexicon);
    let mut analyzer = Analyzer::new(Model::embedded());
    let (mut parties, mut pairs, mut rooted) = (Tally::default(), Tally::default(), Tally::default());
    for record in read::<Record>("petrarch.jsonl") {
        let wanted = gold(&record);
        if record.gold != "events" || wanted.is_empty() {
            continue;
        }
        let text = record.text_cameo.clone().unwrap_or_else(|| record.text.clone());
        let document = analyze(&mut analyzer, Model::embedded(), &knowledge, text.clone());
        let found = extract(&document, &knowledge, record.date.parse().ok());
        let seen: BTreeSet<String> = found.mentions.iter().flat_map(|mention| codes.of(mention)).collect();
        parties.add(&seen, &wanted);
        let own = found_events(&found, &codes, &lexicon);
        let want = events(&record);
        let bare = |list: &BTreeSet<Coded>| -> BTreeSet<(String, String)> {
            list.iter()
                .map(|(source, target, _)| (source.clone(), target.clone()))
                .collect()
        };
        if !record.events_cameo.is_empty() {
            pairs.add(&bare(&own), &bare(&want));
            rooted.add(&own, &want);
        }
        if (seen != wanted || own != want) && std::env::var_os("TIDYWIRE_SHOW").is_some() {
            let line = format!(
                "{} {text}\n    wanted {wanted:?} {want:?}\n    found  {seen:?} {own:?}\n",
                record.id
            );
            let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
        }
    }
    let line = format!(
        "PETRARCH records: actors F1 {:.3}, source and target F1 {:.3}, with CAMEO root {:.3}\n",
        parties.f1(),
        pairs.f1(),
        rooted.f1()
    );
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
    assert!(parties.f1() >= 0.85, "{line}");
}
