//! The layout of `outlines.bin`, which `crates/report` reads.
//!
//! A line of text names it. Then come two groups, the rings of all land and the borders between countries: the number
//! of shapes, and for each the number of its points and the steps to them, the first from (0, 0). Numbers have
//! seven bits a byte, low ones first, the eighth says that more follow; steps put their sign into the lowest bit.
//!
//! Invariant: the bytes depend on nothing but the points.

use anyhow::{Result, ensure};

use super::topology::Point;

const HEAD: &[u8] = b"tidywire outlines 1\n";

/// The bytes of the file.
pub(super) fn bytes(land: &[Vec<Point>], borders: &[Vec<Point>]) -> Result<Vec<u8>> {
    let mut bytes = HEAD.to_vec();
    for shapes in [land, borders] {
        push(&mut bytes, shapes.len() as u64);
        for shape in shapes {
            push(&mut bytes, shape.len() as u64);
            let mut last = (0, 0);
            for &(x, y) in shape {
                ensure!(x.abs() <= 36_000 && y.abs() <= 9_000, "({x}, {y}) is not on the Earth");
                push(&mut bytes, signed(x - last.0));
                push(&mut bytes, signed(y - last.1));
                last = (x, y);
            }
        }
    }
    Ok(bytes)
}

fn signed(step: i64) -> u64 {
    let twice = step.unsigned_abs() * 2;
    if step < 0 { twice - 1 } else { twice }
}

fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader's test (`crates/report/src/outlines.rs`) has the same bytes.
    #[test]
    fn the_layout_is_the_one_that_the_report_reads() {
        let land = vec![vec![(0, 0), (100, 0), (100, -1)]];
        let borders = vec![vec![(-18_000, 50), (-17_999, 50)]];
        let expected = [
            b"tidywire outlines 1\n".as_slice(),
            &[1, 3, 0, 0, 0xc8, 1, 0, 0, 1],
            &[1, 2, 0x9f, 0x99, 2, 100, 2, 0],
        ];
        assert_eq!(bytes(&land, &borders).expect("on the Earth"), expected.concat());
        assert!(bytes(&[vec![(0, 9_001)]], &[]).is_err());
    }
}
