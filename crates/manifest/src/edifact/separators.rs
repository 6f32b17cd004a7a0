//! The service characters of an interchange: told by UNA, guessed from the bytes where UNA is missing or untrue.

use super::tag;

/// The characters that divide an interchange (ISO 9735). The decimal mark and the repetition mark are not needed: numbers are
/// whole, and `*` is content in the messages that this crate reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Separators {
    pub component: u8,
    pub element: u8,
    /// Takes its meaning from the next character; none in syntax B.
    pub release: Option<u8>,
    pub terminator: u8,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            component: b':',
            element: b'+',
            release: Some(b'?'),
            terminator: b'\'',
        }
    }
}

/// Where an interchange begins and how it is divided.
pub(crate) struct Beginning {
    pub separators: Separators,
    /// Bytes from the service string, or what stands for it, to the first segment.
    pub skip: usize,
    /// UNA is there and says something else than the bytes do.
    pub una_untrue: bool,
}

/// How far the bytes are looked at for a guess; a sender's header is shorter.
pub(crate) const HORIZON: usize = 4096;

/// The longest distance from UNA to the segment behind it: six characters and some line breaks.
const UNA_REACH: usize = 16;

/// The first place in `bytes` where an interchange, or a message without one, seems to begin.
pub(crate) fn find_beginning(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(bytes.get(from..)?, b"UN") {
        let at = from + found;
        let fresh = at
            .checked_sub(1)
            .and_then(|before| bytes.get(before))
            .is_none_or(|before| !before.is_ascii_alphanumeric());
        if fresh && bytes.get(at..).is_some_and(begins) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

/// Whether an interchange seems to begin here.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    match bytes.first_chunk() {
        Some(b"UNA") => service_string(bytes).is_some(),
        Some(b"UNB" | b"UNG" | b"UNH") => element_separator(bytes).is_some(),
        _ => false,
    }
}

/// What stands between UNA and the segment behind it, and the length of both.
fn service_string(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let after = bytes.strip_prefix(b"UNA")?;
    let next = (3..=UNA_REACH).find(|&at| {
        after.get(at..).is_some_and(|rest| {
            // Behind UNA no prose is to be feared: a hyphen may be a separator too.
            matches!(rest.first_chunk(), Some(b"UNB" | b"UNG" | b"UNH"))
                && behind_tag(rest).is_some()
        })
    })?;
    Some((after.get(..next)?, 3 + next))
}

/// The character behind a tag of three letters and perhaps blanks, unless it goes on as a word does.
fn behind_tag(segment: &[u8]) -> Option<u8> {
    segment
        .iter()
        .skip(3)
        .find(|byte| **byte != b' ')
        .copied()
        .filter(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
        .filter(|byte| !matches!(byte, b'\n' | b'\r'))
}

/// The character behind a tag where no UNA stands before it, if it can be a separator: prose about messages is no message.
fn element_separator(segment: &[u8]) -> Option<u8> {
    behind_tag(segment)
        .filter(|byte| !matches!(byte, b',' | b'.' | b'`' | b'"' | b'(' | b')' | b'-'))
}

/// Reads the service characters of the interchange that begins at the first byte; what follows, up to [`HORIZON`], decides
/// where UNA is missing or contradicted.
pub(crate) fn read(bytes: &[u8]) -> Beginning {
    let service = service_string(bytes);
    let skip = service.map_or(0, |(_, length)| length);
    let stated = service.and_then(|(string, _)| stated(string));
    let content = bytes.get(skip..).unwrap_or_default();
    let content = content.get(..HORIZON).unwrap_or(content);
    let guessed = guess(content, service.map_or(&[], |(string, _)| string));
    match stated {
        Some(stated) if confirmed(stated, guessed) => Beginning {
            separators: stated,
            skip,
            una_untrue: false,
        },
        _ => Beginning {
            separators: guessed,
            skip,
            una_untrue: service.is_some(),
        },
    }
}

/// The separators that a complete service string states.
fn stated(string: &[u8]) -> Option<Separators> {
    let [
        component,
        element,
        _decimal,
        release,
        _reserved,
        terminator,
        rest @ ..,
    ] = string
    else {
        return None;
    };
    let clean = rest.iter().all(|byte| byte.is_ascii_whitespace());
    clean.then_some(Separators {
        component: *component,
        element: *element,
        release: (*release != b' ').then_some(*release),
        terminator: *terminator,
    })
}

/// Whether the bytes bear out what was stated; the release character cannot be told from them.
fn confirmed(stated: Separators, guessed: Separators) -> bool {
    stated.component == guessed.component
        && stated.element == guessed.element
        && stated.terminator == guessed.terminator
}

fn guess(content: &[u8], service_string: &[u8]) -> Separators {
    let usual = Separators::default();
    let element = element_separator(content)
        .or_else(|| behind_tag(content).filter(|byte| service_string.get(1) == Some(byte)))
        .unwrap_or(usual.element);
    let component = component_separator(content, element).unwrap_or(usual.component);
    let terminator = terminator(content, element, component).unwrap_or(usual.terminator);
    let release = match service_string
        .iter()
        .find(|byte| matches!(byte, b'?' | b'\\'))
    {
        Some(release) => Some(*release),
        // Syntax B has control characters for separators and no release character (ISO 9735-1, annex).
        None if element < b' ' => None,
        None => usual.release,
    };
    Separators {
        component,
        element,
        release,
        terminator,
    }
}

/// The character behind the syntax identifier (`UNOA:4`) or behind the name of the message (`PAXLST:D`).
fn component_separator(content: &[u8], element: u8) -> Option<u8> {
    let divides = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != element;
    let syntax = content
        .split(|byte| *byte == element)
        .nth(1)
        .and_then(|syntax| syntax.trim_ascii_start().get(4));
    if content.starts_with(b"UNB")
        && let Some(byte) = syntax.filter(|byte| divides(byte))
    {
        return Some(*byte);
    }
    [b"PAXLST", b"PNRGOV"]
        .into_iter()
        .filter_map(|name| {
            let at = memchr::memmem::find(content, name)?;
            content.get(at + name.len())
        })
        .find(|byte| divides(byte))
        .copied()
}

/// The character that most often stands before a known tag with an element separator behind it.
fn terminator(content: &[u8], element: u8, component: u8) -> Option<u8> {
    let mut counts = [0u32; 128];
    for (at, window) in content.windows(4).enumerate().skip(1) {
        let [tag @ .., behind] = window else { continue };
        if *behind != element && *behind != b' ' || !tag::is_known(tag) {
            continue;
        }
        let before = content.get(..at).unwrap_or_default();
        let text = before.trim_ascii_end();
        let line_break = before.len() > text.len() && before.ends_with(b"\n");
        let candidate = match text.last() {
            Some(byte) if byte.is_ascii_alphanumeric() && line_break => b'\n',
            Some(byte) if byte.is_ascii() && !byte.is_ascii_alphanumeric() => *byte,
            _ => continue,
        };
        if candidate != element
            && candidate != component
            && let Some(count) = counts.get_mut(usize::from(candidate))
        {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    counts
        .iter()
        .position(|count| *count == most)
        .and_then(|at| u8::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &str, component: u8, element: u8, release: Option<u8>, terminator: u8) {
        let at = find_beginning(bytes.as_bytes()).expect("a beginning");
        let read = read(&bytes.as_bytes()[at..]);
        let expected = Separators {
            component,
            element,
            release,
            terminator,
        };
        assert_eq!(read.separators, expected, "{bytes:?}");
    }

    #[test]
    fn stated_guessed_or_corrected() {
        let body = "UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'";
        check(&format!("UNA:+.? '{body}"), b':', b'+', Some(b'?'), b'\'');
        check(
            &format!(" UNA:+.\\*'\r\n{body}"),
            b':',
            b'+',
            Some(b'\\'),
            b'\'',
        );
        check(body, b':', b'+', Some(b'?'), b'\'');
        // One character too few: the line break is no terminator.
        check(
            &format!("UNA:+\\*'\n{}", body.replace('\'', "'\n")),
            b':',
            b'+',
            Some(b'\\'),
            b'\'',
        );
        // UNA says what nobody does.
        check(&format!("UNA;*.? ~{body}"), b':', b'+', Some(b'?'), b'\'');
        check(
            "UNA*|.? $UNB|UNOA*4|A$UNH|1|PAXLST*D$BGM|745$",
            b'*',
            b'|',
            Some(b'?'),
            b'$',
        );
        check(
            "UNB+UNOA:4+A\nUNH+1+PAXLST:D\nBGM+745\n",
            b':',
            b'+',
            Some(b'?'),
            b'\n',
        );
        check(
            "UNB\u{1d}UNOB\u{1f}1\u{1d}A\u{1c}UNH\u{1d}1\u{1d}PAXLST\u{1f}D\u{1c}BGM\u{1d}745\u{1c}",
            0x1f,
            0x1d,
            None,
            0x1c,
        );
        check(
            "QU JKTXX\r\n.SINXX 221200\r\nUNH+1+PNRGOV:11:1:IA'\nMSG+:22'",
            b':',
            b'+',
            Some(b'?'),
            b'\'',
        );
    }

    #[test]
    fn no_beginning() {
        for text in [
            "",
            "UN",
            "UNA",
            "UNABLE TO SAY",
            "nama,paspor\nUNTUNG,X1",
            "UNB4711",
        ] {
            assert_eq!(find_beginning(text.as_bytes()), None, "{text:?}");
        }
    }
}
