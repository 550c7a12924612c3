//! Union-find.
//!
//! What it deliberately does not do: it keeps no ranks; halving paths is enough.
//!
//! Invariant: the root of a set is its smallest member, whatever the order of the joins.

pub(crate) struct Union {
    parents: Vec<u32>,
}

impl Union {
    pub(crate) fn new(len: usize) -> Self {
        let len = u32::try_from(len).expect("fewer than 2^32 articles");
        Self {
            parents: (0..len).collect(),
        }
    }

    pub(crate) fn root(&mut self, mut member: u32) -> u32 {
        loop {
            let parent = self.parents[member as usize];
            if parent == member {
                return member;
            }
            let above = self.parents[parent as usize];
            self.parents[member as usize] = above;
            member = above;
        }
    }

    pub(crate) fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right) as usize] = left.min(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_smallest() {
        for joins in [[(4, 3), (3, 1), (0, 2)], [(1, 3), (2, 0), (3, 4)]] {
            let mut union = Union::new(5);
            for (left, right) in joins {
                union.join(left, right);
            }
            assert_eq!([0, 1, 2, 3, 4].map(|n| union.root(n)), [0, 1, 0, 1, 1]);
        }
    }
}
