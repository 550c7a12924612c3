//! TopoJSON: arcs as steps on a grid, shapes as lists of arcs.
//!
//! It reads what the map needs: the rings of all land, and the arcs between two countries. Names and codes of
//! countries are left where they are.
//!
//! Rings of TopoJSON go around the sphere: a step over the date line jumps from one end of the map to the other, and
//! the coast of Antarctica never comes back. Here both become shapes of a flat map, which may go on beyond 180 degrees.
//!
//! Invariant: each coast and each border comes out once, and no step is longer than half the Earth but along a pole.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Degrees east and north, in hundredths.
pub(super) type Point = (i64, i64);

/// Around the Earth, and from the equator to a pole.
const TURN: i64 = 36_000;
const POLE: i64 = 9_000;

/// A decoded topology.
pub(super) struct Topology<'w> {
    arcs: Vec<Vec<Point>>,
    objects: &'w Value,
}

impl<'w> Topology<'w> {
    /// Decodes the arcs.
    pub(super) fn read(world: &'w Value) -> Result<Self> {
        let (scale, shift) = (
            pair(&world["transform"]["scale"])?,
            pair(&world["transform"]["translate"])?,
        );
        let arcs = list(&world["arcs"])?
            .iter()
            .map(|arc| {
                let (mut x, mut y) = (0.0, 0.0);
                list(arc)?
                    .iter()
                    .map(|step| {
                        let (right, up) = pair(step)?;
                        x += right;
                        y += up;
                        Ok((hundredths(x * scale.0 + shift.0), hundredths(y * scale.1 + shift.1)))
                    })
                    .collect()
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            arcs,
            objects: &world["objects"],
        })
    }

    /// The rings of all land; the last point of a ring is not its first.
    pub(super) fn land(&self) -> Result<Vec<Vec<Point>>> {
        let mut rings = Vec::new();
        for arcs in self.rings("land")? {
            let mut ring: Vec<Point> = Vec::new();
            for index in arcs {
                let (number, backwards) = number(index);
                let mut points = self.arcs.get(number).context("no such arc")?.clone();
                if backwards {
                    points.reverse();
                }
                ring.extend(points);
            }
            ring.dedup();
            flatten(&mut ring);
            close(&mut ring);
            // Islands smaller than the grid have become a point or a line, and the pole is a ring of no width.
            let high = ring.iter().any(|point| point.1 != ring[0].1);
            if ring.len() > 2 && high {
                rings.push(ring);
            }
        }
        Ok(rings)
    }

    /// The arcs that two countries share.
    pub(super) fn borders(&self) -> Result<Vec<Vec<Point>>> {
        let mut uses = vec![0_usize; self.arcs.len()];
        for index in self.rings("countries")?.into_iter().flatten() {
            let (number, _) = number(index);
            *uses.get_mut(number).context("no such arc")? += 1;
        }
        let shared = self.arcs.iter().zip(uses).filter(|&(_, uses)| uses > 1);
        let lines = shared.map(|(arc, _)| {
            let mut line = arc.clone();
            line.dedup();
            flatten(&mut line);
            line
        });
        Ok(lines.filter(|line| line.len() > 1).collect())
    }

    /// The rings of an object, as lists of arcs.
    fn rings(&self, object: &str) -> Result<Vec<Vec<i64>>> {
        let mut rings = Vec::new();
        for geometry in list(&self.objects[object]["geometries"])? {
            let kind = geometry["type"].as_str();
            ensure!(matches!(kind, Some("Polygon" | "MultiPolygon")), "{kind:?} is no area");
            let polygons = match kind {
                Some("Polygon") => std::slice::from_ref(&geometry["arcs"]),
                _ => list(&geometry["arcs"])?,
            };
            for polygon in polygons {
                for ring in list(polygon)? {
                    let arcs = list(ring)?
                        .iter()
                        .map(|arc| arc.as_i64().context("an arc has a number"));
                    rings.push(arcs.collect::<Result<_>>()?);
                }
            }
        }
        Ok(rings)
    }
}

/// Goes on beyond 180 degrees where the shape jumps to the other end of the map.
fn flatten(shape: &mut [Point]) {
    let mut turns = 0;
    let mut before = shape.first().map_or(0, |point| point.0);
    for point in shape {
        let step = point.0 - before;
        before = point.0;
        if step.abs() > TURN / 2 {
            turns -= step.signum();
        }
        point.0 += turns * TURN;
    }
}

/// Takes the last point away where it is the first one; a ring that has gone around the Earth goes back along the pole.
fn close(ring: &mut Vec<Point>) {
    let (Some(&first), Some(&last)) = (ring.first(), ring.last()) else {
        return;
    };
    if first == last {
        ring.pop();
    } else if (first.0 - last.0).abs() == TURN {
        let pole = POLE * first.1.signum();
        ring.extend([(last.0, pole), (first.0, pole)]);
    }
}

/// Number of an arc, and whether it is walked backwards: `!n` stands for arc n turned around.
fn number(index: i64) -> (usize, bool) {
    let backwards = index < 0;
    let number = if backwards { !index } else { index };
    (number as usize, backwards)
}

fn hundredths(degrees: f64) -> i64 {
    (degrees * 100.0).round() as i64
}

fn list(value: &Value) -> Result<&[Value]> {
    value.as_array().map(Vec::as_slice).context("expected a list")
}

fn pair(value: &Value) -> Result<(f64, f64)> {
    match list(value)? {
        [x, y] => Ok((x.as_f64().context("no number")?, y.as_f64().context("no number")?)),
        _ => anyhow::bail!("expected two numbers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two countries, left and right of one border.
    const WORLD: &str = r#"{
        "transform": {"scale": [0.5, 0.5], "translate": [10, -1]},
        "arcs": [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 0], [2, 0], [0, 4], [-2, 0]]],
        "objects": {
            "countries": {"geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]]}
            ]},
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]}
        }
    }"#;

    #[test]
    fn coasts_become_rings_and_shared_arcs_borders() {
        let world = serde_json::from_str(WORLD).expect("JSON");
        let topology = Topology::read(&world).expect("sound");
        assert_eq!(topology.borders().expect("sound"), [[(1_100, -100), (1_100, 100)]]);
        assert_eq!(
            topology.land().expect("sound"),
            [[
                (1_100, 100),
                (1_000, 100),
                (1_000, -100),
                (1_100, -100),
                (1_200, -100),
                (1_200, 100),
            ]]
        );
    }

    #[test]
    fn the_date_line_is_no_edge_and_the_pole_is_one() {
        let mut island = vec![(17_900, 0), (-17_900, 0), (-17_900, 100), (17_900, 0)];
        flatten(&mut island);
        close(&mut island);
        assert_eq!(island, [(17_900, 0), (18_100, 0), (18_100, 100)]);
        let mut coast = vec![(-18_000, -8_000), (-6_000, -7_000), (6_000, -7_000), (18_000, -8_000)];
        flatten(&mut coast);
        close(&mut coast);
        assert_eq!(coast[4..], [(18_000, -9_000), (-18_000, -9_000)]);
    }

    #[test]
    fn what_is_no_area_is_refused() {
        let world = WORLD.replace("MultiPolygon", "MultiLineString");
        let world = serde_json::from_str(&world).expect("JSON");
        assert!(Topology::read(&world).expect("sound").land().is_err());
    }
}
