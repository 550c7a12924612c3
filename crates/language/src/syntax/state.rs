//! The state of the arc-eager parser: stack, buffer, arcs, sentence breaks.
//!
//! Source: spaCy's `StateC`. It knows no scores. Invariant: a token is on the stack, in the buffer, or done.

/// One sentence being parsed.
pub(super) struct State {
    length: usize,
    next: usize,
    stack: Vec<usize>,
    /// Tokens that were put back from the stack; the last is the front of the buffer.
    returned: Vec<usize>,
    /// Head and label number of each token.
    pub(super) arcs: Vec<Option<(usize, u8)>>,
    /// Latest child to the left and to the right of each token.
    latest: [Vec<Option<usize>>; 2],
    /// The child that was the latest before this one.
    earlier: Vec<Option<usize>>,
    put_back: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    /// All tokens in the buffer.
    pub(super) fn new(length: usize) -> Self {
        Self {
            length,
            next: 0,
            stack: Vec::new(),
            returned: Vec::new(),
            arcs: vec![None; length],
            latest: [vec![None; length], vec![None; length]],
            earlier: vec![None; length],
            put_back: vec![false; length],
            starts: vec![false; length],
        }
    }

    fn stack(&self, depth: usize) -> Option<usize> {
        self.stack.iter().rev().nth(depth).copied()
    }

    fn buffer(&self, depth: usize) -> Option<usize> {
        if let Some(&token) = self.returned.iter().rev().nth(depth) {
            return Some(token);
        }
        let token = self.next + depth - self.returned.len();
        (token < self.length).then_some(token)
    }

    fn buffered(&self) -> usize {
        self.length - self.next + self.returned.len()
    }

    fn starts(&self, token: Option<usize>) -> bool {
        token.is_some_and(|token| self.starts[token])
    }

    /// True when nothing is left to do.
    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    /// The eight tokens that the network looks at.
    pub(super) fn context(&self) -> [Option<usize>; 8] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let child = |head: Option<usize>, side: usize| head.and_then(|head| self.latest[side][head]);
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            child(b0, 0),
            child(s0, 0),
            child(s0, 1),
        ]
    }

    /// True when the front of the buffer may be shifted.
    pub(super) fn may_shift(&self) -> bool {
        let front = self.buffer(0);
        self.stack.is_empty()
            || (self.buffered() >= 2 && !self.starts(front) && !front.is_some_and(|front| self.put_back[front]))
    }

    /// True when the top of the stack may be taken off.
    pub(super) fn may_reduce(&self) -> bool {
        !self.stack.is_empty()
    }

    /// True when top and front may be joined, in either direction.
    pub(super) fn may_join(&self) -> bool {
        !self.stack.is_empty() && self.buffered() > 0 && !self.starts(self.buffer(0))
    }

    /// True when a sentence may begin at the second token of the buffer.
    pub(super) fn may_break(&self) -> bool {
        let (front, second) = (self.buffer(0), self.buffer(1));
        self.buffered() >= 2 && second == front.map(|front| front + 1) && !self.starts(second)
    }

    /// Moves the front of the buffer to the stack. An empty buffer is left alone.
    pub(super) fn shift(&mut self) {
        if let Some(token) = self.returned.pop() {
            self.stack.push(token);
        } else if self.next < self.length {
            self.stack.push(self.next);
            self.next += 1;
        }
    }

    /// Takes the top off the stack: for good if it has a head or nothing stands below, else back to the buffer.
    pub(super) fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let Some(top) = self.stack.pop() else { return };
        if self.arcs[top].is_none() && !alone {
            self.put_back[top] = true;
            self.returned.push(top);
        }
    }

    /// The front becomes head of the top, which is done.
    pub(super) fn left(&mut self, label: u8) {
        let (Some(top), Some(front)) = (self.stack(0), self.buffer(0)) else {
            return;
        };
        self.add(front, top, label);
        self.put_back[front] = false;
        self.stack.pop();
    }

    /// The top becomes head of the front, which is shifted.
    pub(super) fn right(&mut self, label: u8) {
        let (Some(top), Some(front)) = (self.stack(0), self.buffer(0)) else {
            return;
        };
        self.add(top, front, label);
        self.shift();
    }

    /// A sentence begins at the second token of the buffer.
    pub(super) fn split(&mut self) {
        if let Some(second) = self.buffer(1) {
            self.starts[second] = true;
        }
    }

    /// Gives up: used when no transition is allowed, which spaCy guards against too.
    pub(super) fn stop(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.length;
    }

    fn add(&mut self, head: usize, child: usize, label: u8) {
        if let Some((old, _)) = self.arcs[child] {
            let latest = &mut self.latest[usize::from(old < child)][old];
            // A child that is not the latest stays listed, as in the original.
            if *latest == Some(child) {
                *latest = self.earlier[child];
            }
        }
        let latest = &mut self.latest[usize::from(head < child)][head];
        self.earlier[child] = latest.replace(child);
        self.arcs[child] = Some((head, label));
    }
}
