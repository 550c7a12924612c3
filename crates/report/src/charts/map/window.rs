//! The part of the Earth that is seen, and where a point of it stands in pixels.
//!
//! Equirectangular: meridians and parallels are straight, distances are true along the meridians and along the parallel
//! in the middle. It knows nothing of what is drawn.
//!
//! Invariant: all points that it was made for lie within it, and it is at least [`LEAST`] degrees wide.

use crate::draw::Pixel;
use crate::outlines::Point;

/// Degrees that are seen at least.
const LEAST: f64 = 20.0;
/// Free space around the points: a share of the span, and degrees at least.
const SHARE: f64 = 0.06;
const MARGIN: f64 = 1.5;
/// Heights in pixels between which a map is readable and fits a page.
const LOW: f64 = 430.0;
const HIGH: f64 = 700.0;

/// A part of the Earth on a rectangle of pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// Degrees at the edges; east may be beyond 180.
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    /// Pixels a degree of longitude and of latitude.
    across: f64,
    down: f64,
    /// Size in pixels.
    pub(super) wide: f64,
    pub(super) high: f64,
}

impl Window {
    /// What shows all points on a rectangle of that width.
    pub(super) fn around(points: &[Point], wide: f64) -> Self {
        let (west, east) = longitudes(points);
        let (south, north) = ends(points.iter().map(|point| point.1));
        let middle = f64::midpoint(south, north).clamp(-70.0, 70.0);
        // Four digits: nothing may depend on the last bit of a cosine.
        let stretch = (middle.to_radians().cos() * 1e4).round() / 1e4;
        let margin = |span: f64| 2.0 * (span * SHARE).max(MARGIN);

        let mut width = (east - west + margin(east - west)).max(LEAST);
        let mut height = north - south + margin(north - south);
        let mut down = wide / (width * stretch);
        if height * down > HIGH {
            // The points stand one above the other: more is seen beside them.
            down = HIGH / height;
        }
        down = down.max(wide / (360.0 * stretch));
        width = wide / (down * stretch);
        height = height.max(LOW / down).min(180.0);
        let west = f64::midpoint(west, east) - width / 2.0;
        // No map goes beyond the poles.
        let south = (f64::midpoint(south, north) - height / 2.0).clamp(-90.0, 90.0 - height);
        Self {
            west,
            east: west + width,
            south,
            north: south + height,
            across: down * stretch,
            down,
            wide,
            high: height * down,
        }
    }

    /// Where a place stands.
    pub(super) fn place(&self, (longitude, latitude): Point) -> Pixel {
        let around = [0.0, 360.0, -360.0].into_iter().map(|turn| longitude + turn);
        let seen = around.into_iter().find(|&east| east >= self.west && east <= self.east);
        self.at((seen.unwrap_or(longitude), latitude))
    }

    /// Where a point stands when the Earth is turned by so many degrees.
    pub(super) fn turned(&self, (longitude, latitude): Point, turn: f64) -> Pixel {
        self.at((longitude + turn, latitude))
    }

    fn at(&self, (longitude, latitude): Point) -> Pixel {
        (
            (longitude - self.west) * self.across,
            (self.north - latitude) * self.down,
        )
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The western and the eastern end; across the date line, beyond 180, where that is far shorter.
fn longitudes(points: &[Point]) -> (f64, f64) {
    let (west, east) = ends(points.iter().map(|point| point.0));
    let mut sorted: Vec<f64> = points.iter().map(|point| point.0).collect();
    sorted.sort_by(f64::total_cmp);
    let gap = sorted
        .windows(2)
        .max_by(|left, right| (left[1] - left[0]).total_cmp(&(right[1] - right[0])));
    match gap {
        Some(&[before, after]) if before + 360.0 - after < (east - west) / 2.0 => (after, before + 360.0),
        _ => (west, east),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(window: &Window, points: &[Point]) {
        for &point in points {
            let (x, y) = window.place(point);
            assert!(
                (0.0..=window.wide).contains(&x) && (0.0..=window.high).contains(&y),
                "{point:?} {window:?}"
            );
        }
    }

    #[test]
    fn one_point_is_seen_with_what_lies_around_it() {
        let window = Window::around(&[(31.0, 49.0)], 1_136.0);
        assert!((window.east - window.west - LEAST).abs() < 1e-9);
        let (x, y) = window.place((31.0, 49.0));
        assert!((x - 568.0).abs() < 1e-6 && (y - window.high / 2.0).abs() < 1e-6);
        // As long to the east as to the north: 1 degree there is less than 1 degree here.
        assert!((window.across / window.down - 49f64.to_radians().cos()).abs() < 1e-4);
    }

    #[test]
    fn everything_is_seen_whatever_its_shape() {
        let shapes: [&[Point]; 6] = [
            &[(-72.0, 18.0), (105.0, 61.0), (28.0, -25.0)],
            &[(30.0, -60.0), (31.0, 75.0)],
            &[(-180.0, -90.0), (180.0, 90.0)],
            &[(0.0, 89.0), (10.0, 88.0)],
            &[(178.0, -18.0), (-172.0, -14.0)],
            &[(139.0, 35.0), (-157.0, 21.0), (-118.0, 34.0)],
        ];
        for points in shapes {
            let window = Window::around(points, 1_136.0);
            within(&window, points);
            assert!(window.high < HIGH + 1.0 && window.high > 300.0, "{window:?}");
            assert!(
                window.south >= -90.0 - 1e-9 && window.north <= 90.0 + 1e-9,
                "{window:?}"
            );
        }
    }

    #[test]
    fn the_date_line_is_no_edge() {
        let window = Window::around(&[(178.0, -18.0), (-172.0, -14.0)], 1_136.0);
        assert!(window.east - window.west < 25.0, "{window:?}");
        let turned = window.turned((-172.0, -14.0), 360.0);
        assert_eq!(turned, window.place((-172.0, -14.0)));
    }
}
