//! Web addresses: the tokenizer keeps them whole.
//!
//! Source: the URL expression of spaCy's tokenizer: optional scheme, optional user, a public IPv4 address or a
//! host with a top-level domain in small letters, optional port, optional path. It does not validate beyond
//! that. Invariant: the answer is the expression's, found without backtracking.

use crate::chars::CharSet;

/// True when the whole of `text` is an address; `domain` are the characters of top-level domains.
pub(super) fn is_address(text: &str, domain: &CharSet) -> bool {
    // Host names and IPv4 addresses need a dot.
    if !text.contains('.') {
        return false;
    }
    let begins = |start: usize| {
        let rest = &text[start..];
        // A user is anything up to an @, as long as there is something.
        let users = rest
            .match_indices('@')
            .filter(|&(at, _)| at > 0)
            .map(|(at, _)| &rest[at + 1..]);
        std::iter::once(rest).chain(users).any(|host| is_host(host, domain))
    };
    let scheme = text.find("://").filter(|&end| {
        let name = &text[..end];
        name.chars().count() >= 2
            && name
                .chars()
                .all(|one| one.is_alphanumeric() || matches!(one, '_' | '+' | '-' | '.'))
    });
    begins(0) || scheme.is_some_and(|end| begins(end + 3))
}

/// Host, port and path.
fn is_host(text: &str, domain: &CharSet) -> bool {
    let end = text.find([':', '/', '?', '#']).unwrap_or(text.len());
    let (host, rest) = text.split_at(end);
    let path = match rest.strip_prefix(':') {
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            if !(2..=5).contains(&digits) {
                return false;
            }
            &port[digits..]
        }
        None => rest,
    };
    (path.is_empty() || path.starts_with(['/', '?', '#'])) && (is_name(host, domain) || is_public_ipv4(host))
}

fn is_name(host: &str, domain: &CharSet) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else {
        return false;
    };
    let edge = |one: char| one.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&one);
    let label = |label: &str| {
        (1..=64).contains(&label.chars().count())
            && label.starts_with(edge)
            && label.ends_with(edge)
            && label.chars().all(|one| edge(one) || one == '_' || one == '-')
    };
    labels.split('.').all(label) && (2..=63).contains(&top.chars().count()) && top.chars().all(|one| domain.has(one))
}

fn is_public_ipv4(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let [first, second, third, fourth] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str| -> Option<u16> {
        ((1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let (Some(a), Some(b), Some(c), Some(d)) = (number(first), number(second), number(third), number(fourth)) else {
        return false;
    };
    let private = matches!((a, b), (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31));
    let plain = |part: &str| !part.starts_with('0');
    !private && plain(first) && a <= 223 && b <= 255 && c <= 255 && plain(fourth) && d <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let letters = CharSet::new(vec![(0x61, 0x7A)]);
        for yes in [
            "example.com",
            "http://example.com/a?b",
            "user:pass@example.org:8080",
            "1.2.3.4",
            "a.b.c.uk#x",
            "me@example.com",
        ] {
            assert!(is_address(yes, &letters), "{yes}");
        }
        for no in [
            "Inc.",
            "3.5",
            "10.0.0.1",
            "1.2.3.255",
            "Example.COM",
            "a..com",
            "-a.com",
            "example.com:1",
            "said.The",
            "300.1.1.1",
        ] {
            assert!(!is_address(no, &letters), "{no}");
        }
    }
}
