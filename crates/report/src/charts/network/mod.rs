//! The network of the busiest parties: who acts upon whom, as arrows between places on a circle.
//!
//! It deliberately does not tell apart what happened from what was planned or denied, and invents no nearness: the place
//! on the circle only puts those side by side who have much to do with each other. Numbers are those of the matrix
//! of sources and targets.
//!
//! Invariant: every action is in one arrow or in one count of the caption, and in one row of the CSV.

mod circle;
mod marks;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use tidywire_codebook::{CodeList, QuadClass, Value};
use tidywire_tables::csv_text;

use self::circle::order;
use super::Picture;
use super::event_types::words;
use super::parties::{NOT_STATED, OTHERS, Pairs, Parties, sum};
use crate::data::Tables;
use crate::draw::{Sheet, plural};

/// Parties on the circle at most, and arrows between them.
const MOST: usize = 14;
const ARROWS: usize = 48;

/// A party on the circle.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    name: String,
    /// Rows that name it as the source, and as the target.
    source: usize,
    target: usize,
    /// Rows in which it is both.
    within: usize,
}

impl Node {
    /// Rows that name it.
    fn rows(&self) -> usize {
        self.source + self.target - self.within
    }
}

/// An arrow: from one node to another, how many actions, and the class that most of them have.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Arrow {
    from: usize,
    to: usize,
    count: usize,
    class: QuadClass,
}

/// What is drawn.
struct Network {
    /// In their order on the circle.
    nodes: Vec<Node>,
    /// The strongest first.
    arrows: Vec<Arrow>,
    /// Rows with both ends on the circle but in no arrow: within a party, or in arrows too thin to be drawn.
    within: usize,
    thin: usize,
}

fn gather(pairs: &Pairs) -> Network {
    let mut nodes: BTreeMap<&str, Node> = BTreeMap::new();
    for ((source, target), counts) in pairs {
        let count = sum(counts);
        for name in BTreeSet::from([source.as_str(), target.as_str()]) {
            if name == OTHERS || name == NOT_STATED {
                continue;
            }
            let node = nodes.entry(name).or_insert_with(|| Node {
                name: name.to_owned(),
                source: 0,
                target: 0,
                within: 0,
            });
            node.source += if source == name { count } else { 0 };
            node.target += if target == name { count } else { 0 };
            node.within += if source == target { count } else { 0 };
        }
    }
    let mut nodes: Vec<Node> = nodes.into_values().collect();
    // Stable, so that of equals the first by name stays.
    nodes.sort_by_key(|node| std::cmp::Reverse(node.rows()));
    nodes.truncate(MOST);
    let find = |nodes: &[Node], name: &str| nodes.iter().position(|node| node.name == name);

    let mut weights = vec![vec![0; nodes.len()]; nodes.len()];
    for ((source, target), counts) in pairs {
        if let (Some(from), Some(to)) = (find(&nodes, source), find(&nodes, target))
            && from != to
        {
            let count = sum(counts);
            weights[from][to] += count;
            weights[to][from] += count;
        }
    }
    let nodes: Vec<Node> = order(&weights).into_iter().map(|index| nodes[index].clone()).collect();

    let (mut arrows, mut within) = (Vec::new(), 0);
    for ((source, target), counts) in pairs {
        let (Some(from), Some(to)) = (find(&nodes, source), find(&nodes, target)) else {
            continue;
        };
        let count = sum(counts);
        if from == to {
            within += count;
            continue;
        }
        // Of equals the last: conflict before cooperation, deeds before words.
        let classes = QuadClass::all().iter().zip(counts);
        if let Some((&class, _)) = classes.max_by_key(|(_, count)| **count) {
            arrows.push(Arrow { from, to, count, class });
        }
    }
    arrows.sort_by_key(|arrow| std::cmp::Reverse(arrow.count));
    let thin = arrows.iter().skip(ARROWS).map(|arrow| arrow.count).sum();
    arrows.truncate(ARROWS);
    Network {
        nodes,
        arrows,
        within,
        thin,
    }
}

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let pairs = Parties::of(tables).pairs();
    let network = gather(&pairs);
    let title = match network.arrows.first() {
        Some(arrow) => format!(
            "The strongest tie: {} to {}, {}, mostly {}",
            network.nodes[arrow.from].name,
            network.nodes[arrow.to].name,
            plural(arrow.count, "action"),
            words(arrow.class)
        ),
        None => "No action goes from one known party to another".to_owned(),
    };
    let caption = caption(tables.actions.len(), &network);
    let sheet = Sheet {
        title: &title,
        lead: "Arrows go from who acts to who is acted upon: the wider, the more actions (width by the square root), with numbers on the widest; the colour is \
               that of the class that most of them have. The area of a circle counts the actions that name the party. Parties \
               stand close to those with whom they have most to do.",
        caption: &caption,
    };
    let svg = if network.arrows.is_empty() {
        sheet.empty("The data set holds no actions between known parties.")?
    } else {
        sheet.draw_layer(marks::HEIGHT, |layer| {
            marks::draw(layer, &network);
            Ok(())
        })?
    };
    Ok(vec![Picture {
        name: "actions-network".to_owned(),
        data: data(&network, &pairs),
        svg,
        title,
        caption,
    }])
}

fn caption(all: usize, network: &Network) -> String {
    let drawn: usize = network.arrows.iter().map(|arrow| arrow.count).sum();
    let (within, thin) = (network.within, network.thin);
    let mut text = format!(
        "n = {drawn} of {all} rows of source, event and target, in {} arrows between {} parties (up to {MOST}, those in most rows).",
        network.arrows.len(),
        network.nodes.len()
    );
    let rest = all - drawn - within - thin;
    text.push_str(&format!(
        " Not drawn: {rest} that do not state both ends or name parties that are not on the circle, {within} within one party"
    ));
    if thin > 0 {
        text.push_str(&format!(", {thin} in arrows after the {ARROWS} widest"));
    }
    text.push_str(
        ". Whether they happened, were planned or denied is not told apart. Countries include their governments, forces and \
         people; armed groups and organisations stand alone. No arrow is thinner than a line that can be seen.",
    );
    text
}

/// All pairs, and which of them are arrows.
fn data(network: &Network, pairs: &Pairs) -> String {
    let mut header = vec!["source", "target", "actions"];
    header.extend(QuadClass::all().iter().map(|class| class.code()));
    header.push("drawn");
    let drawn: BTreeSet<(&str, &str)> = network
        .arrows
        .iter()
        .map(|arrow| {
            let name = |index: usize| network.nodes[index].name.as_str();
            (name(arrow.from), name(arrow.to))
        })
        .collect();
    let rows = pairs.iter().map(|((source, target), counts)| {
        let all = sum(counts);
        let mut row = vec![Value::Text(source), Value::Text(target), Value::Int(all as i64)];
        row.extend(counts.iter().map(|&count| Value::Int(count as i64)));
        row.push(Value::Int(i64::from(
            drawn.contains(&(source.as_str(), target.as_str())),
        )));
        row
    });
    csv_text(&header, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_have_the_prevailing_class_and_every_row_is_counted() {
        let pair = |source: &str, target: &str, counts| ((source.to_owned(), target.to_owned()), counts);
        let pairs = BTreeMap::from([
            pair("a", "b", [5, 0, 2, 4]),
            pair("b", "a", [0, 0, 3, 3]),
            pair("a", "a", [1, 0, 0, 0]),
            pair("a", OTHERS, [0, 0, 0, 2]),
            pair(NOT_STATED, "b", [0, 0, 0, 7]),
        ]);
        let network = gather(&pairs);
        let a = &network.nodes[network.nodes.iter().position(|node| node.name == "a").unwrap()];
        assert_eq!((a.source, a.target, a.within, a.rows()), (14, 7, 1, 20));
        assert_eq!(network.nodes.len(), 2, "others and nobody are no parties");
        let arrows: Vec<_> = network.arrows.iter().map(|arrow| (arrow.count, arrow.class)).collect();
        assert_eq!(
            arrows,
            [(11, QuadClass::VerbalCooperation), (6, QuadClass::MaterialConflict)]
        );
        let caption = caption(27, &network);
        assert!(caption.starts_with("n = 17 of 27 rows"), "{caption}");
        assert!(
            caption.contains("Not drawn: 9 that do not state both ends or name parties that are not on the circle, 1 within one party."),
            "{caption}"
        );
    }

    #[test]
    fn a_crowd_is_cut_to_the_strongest() {
        let name = |index: usize| format!("p{index:02}");
        let each = (0..20).flat_map(|from| (0..20).map(move |to| (from, to)));
        let pairs: BTreeMap<_, _> = each
            .map(|(from, to)| ((name(from), name(to)), [0, 0, 0, 1 + from + to]))
            .collect();
        let network = gather(&pairs);
        assert_eq!((network.nodes.len(), network.arrows.len()), (MOST, ARROWS));
        assert!(network.nodes.iter().all(|node| node.name.as_str() >= "p06"));
        let all: usize = pairs.values().map(|counts| counts[3]).sum();
        let drawn = data(&network, &pairs);
        assert_eq!(drawn.lines().filter(|line| line.ends_with(",1")).count(), ARROWS);
        assert!(caption(all, &network).contains("in arrows after the 48 widest"));
    }
}
