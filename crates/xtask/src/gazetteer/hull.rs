//! The middle of the area that points span: the centroid of their convex hull.
//!
//! The mean of a region's towns lies where most people live; a map wants the middle of the region.

type Point = (f64, f64);

/// The centroid of the convex hull; none where it has no area.
pub(super) fn middle(points: &[Point]) -> Option<Point> {
    let hull = hull(points);
    let (mut area, mut sum) = (0.0, (0.0, 0.0));
    for (index, one) in hull.iter().enumerate() {
        let other = hull[(index + 1) % hull.len()];
        let cross = one.0 * other.1 - other.0 * one.1;
        area += cross;
        sum.0 += (one.0 + other.0) * cross;
        sum.1 += (one.1 + other.1) * cross;
    }
    (area.abs() > 1e-3).then(|| (sum.0 / (3.0 * area), sum.1 / (3.0 * area)))
}

/// Andrew's monotone chain.
fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    sorted.dedup();
    let mut lower = half(sorted.iter().copied());
    let mut upper = half(sorted.iter().rev().copied());
    lower.pop();
    upper.pop();
    lower.extend(upper);
    lower
}

fn half(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for point in points {
        while let [.., before, last] = chain[..] {
            let turn = (last.0 - before.0) * (point.1 - before.1) - (last.1 - before.1) * (point.0 - before.0);
            if turn > 0.0 {
                break;
            }
            chain.pop();
        }
        chain.push(point);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::middle;

    #[test]
    fn the_middle_of_a_square_is_its_centre_however_many_points_lie_in_a_corner() {
        let square = [
            (0.0, 0.0),
            (0.0, 4.0),
            (4.0, 0.0),
            (4.0, 4.0),
            (0.1, 0.1),
            (0.2, 0.1),
            (0.1, 0.3),
        ];
        let (latitude, longitude) = middle(&square).expect("an area");
        assert!((latitude - 2.0).abs() < 1e-9 && (longitude - 2.0).abs() < 1e-9);
        assert_eq!(middle(&[(1.0, 1.0), (2.0, 2.0)]), None);
    }
}
