//! One segment and its parts, borrowed from the input and divided only when asked.

use super::separators::Separators;
use super::text;
use compact_str::CompactString;

/// A segment without its terminator.
#[derive(Clone, Copy)]
pub(crate) struct Segment<'a> {
    /// Three letters; zeros where the segment does not begin with a tag.
    pub tag: [u8; 3],
    /// Bytes from the beginning of the input.
    pub offset: u64,
    /// The input ends within it.
    pub is_cut: bool,
    /// From the beginning of the tag.
    bytes: &'a [u8],
    /// Behind the element separator that follows the tag.
    content: Option<&'a [u8]>,
    separators: Separators,
}

impl<'a> Segment<'a> {
    /// `bytes` begin with the tag. A segment that is `plain` has neither release characters nor anything but printable ASCII.
    pub fn new(bytes: &'a [u8], offset: u64, separators: Separators, plain: bool) -> Self {
        let separators = Separators {
            release: if plain { None } else { separators.release },
            plain,
            ..separators
        };
        // The usual case, without a search.
        if let [a, b, c, separator, content @ ..] = bytes
            && *separator == separators.element
            && [a, b, c].iter().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Self {
                tag: [*a, *b, *c],
                offset,
                is_cut: false,
                bytes,
                content: Some(content),
                separators,
            };
        }
        let (head, content) = match memchr::memchr(separators.element, bytes) {
            Some(at) => (bytes.get(..at).unwrap_or_default(), bytes.get(at + 1..)),
            None => (bytes, None),
        };
        // `UNG ` with a blank, or a tag with explicit nesting (`RFF:1:1`).
        let head = match memchr::memchr(separators.component, head) {
            Some(at) => head.get(..at).unwrap_or_default(),
            None => head,
        };
        let tag = <[u8; 3]>::try_from(head.trim_ascii())
            .ok()
            .filter(|tag| tag.iter().all(u8::is_ascii_alphanumeric))
            .unwrap_or_default();
        Self {
            tag,
            offset,
            is_cut: false,
            bytes,
            content,
            separators,
        }
    }

    /// Whether anything stands behind the tag.
    pub fn has_content(&self) -> bool {
        self.content.is_some()
    }

    /// The tag as text.
    pub fn tag_text(&self) -> String {
        String::from_utf8_lossy(&self.tag)
            .trim_end_matches('\0')
            .to_owned()
    }

    /// The data elements in order, without the tag.
    pub fn elements(&self) -> Elements<'a> {
        Elements {
            rest: self.content,
            separators: self.separators,
        }
    }

    /// The data element at a position, counted from 0; empty where there is none.
    pub fn element(&self, at: usize) -> Element<'a> {
        self.elements().nth(at).unwrap_or(Element {
            bytes: &[],
            separators: self.separators,
        })
    }

    /// The segment with the usual separators, line breaks taken out: for what is kept as written.
    pub fn to_text(self) -> String {
        let separators = self.separators;
        let mut out = String::with_capacity(self.bytes.len());
        let whole = Elements {
            rest: Some(self.bytes),
            separators,
        };
        for (at, element) in whole.enumerate() {
            if at > 0 {
                out.push('+');
            }
            for (at, component) in element.components().enumerate() {
                if at > 0 {
                    out.push(':');
                }
                for c in component.text().chars() {
                    if matches!(c, '+' | ':' | '\'' | '?') {
                        out.push('?');
                    }
                    out.push(c);
                }
            }
        }
        out
    }
}

/// The data elements of a segment.
#[derive(Clone)]
pub(crate) struct Elements<'a> {
    rest: Option<&'a [u8]>,
    separators: Separators,
}

impl<'a> Elements<'a> {
    /// The next data element; empty where there is none.
    pub fn read(&mut self) -> Element<'a> {
        self.next().unwrap_or(Element {
            bytes: &[],
            separators: self.separators,
        })
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let bytes = cut(
            &mut self.rest,
            self.separators.element,
            self.separators.release,
        )?;
        Some(Element {
            bytes,
            separators: self.separators,
        })
    }
}

/// One data element, of one component or several.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    bytes: &'a [u8],
    separators: Separators,
}

impl<'a> Element<'a> {
    /// Whether nothing stands in it, not even in a component.
    pub fn is_empty(self) -> bool {
        self.bytes
            .iter()
            .all(|byte| byte.is_ascii_whitespace() || *byte == self.separators.component)
    }

    /// Its components in order.
    pub fn components(self) -> Components<'a> {
        Components {
            rest: Some(self.bytes),
            separators: self.separators,
        }
    }

    /// The component at a position, counted from 0; empty where there is none.
    pub fn component(self, at: usize) -> Component<'a> {
        self.components().nth(at).unwrap_or(Component {
            bytes: &[],
            separators: self.separators,
        })
    }

    /// The first component as a code.
    pub fn code(self) -> &'a [u8] {
        self.components().read().code()
    }

    /// The first component as text.
    pub fn text(self) -> CompactString {
        self.components().read().text()
    }
}

/// The components of a data element.
#[derive(Clone)]
pub(crate) struct Components<'a> {
    rest: Option<&'a [u8]>,
    separators: Separators,
}

impl<'a> Components<'a> {
    /// The next component; empty where there is none.
    pub fn read(&mut self) -> Component<'a> {
        self.next().unwrap_or(Component {
            bytes: &[],
            separators: self.separators,
        })
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;

    fn next(&mut self) -> Option<Component<'a>> {
        let separators = self.separators;
        let bytes = cut(&mut self.rest, separators.component, separators.release)?;
        Some(Component { bytes, separators })
    }
}

/// One component.
#[derive(Clone, Copy)]
pub(crate) struct Component<'a> {
    bytes: &'a [u8],
    separators: Separators,
}

impl<'a> Component<'a> {
    /// Whether nothing but blanks stands in it.
    pub fn is_empty(self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    /// The bytes without blanks around them, for comparing with codes.
    pub fn code(self) -> &'a [u8] {
        self.bytes.trim_ascii()
    }

    /// The text, release characters and line breaks taken out, without blanks around it.
    pub fn text(self) -> CompactString {
        if self.separators.plain {
            return CompactString::from_utf8(self.code()).unwrap_or_default();
        }
        text::decode(self.bytes, self.separators.release)
    }

    /// The same, `None` if nothing is left.
    pub fn given(self) -> Option<CompactString> {
        let text = self.text();
        (!text.is_empty()).then_some(text)
    }

    /// A text whose lines were wrapped: a line break stands for a blank.
    pub fn prose(self) -> CompactString {
        text::decode_prose(self.bytes, self.separators.release)
    }

    /// A whole number.
    pub fn number(self) -> Option<u32> {
        std::str::from_utf8(self.code()).ok()?.parse().ok()
    }
}

/// Takes what stands before the next separator that is not released.
#[inline]
fn cut<'a>(rest: &mut Option<&'a [u8]>, separator: u8, release: Option<u8>) -> Option<&'a [u8]> {
    let bytes = (*rest)?;
    let end = match release {
        None => bytes.iter().position(|byte| *byte == separator),
        Some(release) => {
            let mut released = false;
            bytes.iter().position(|byte| {
                let ends = !released && *byte == separator;
                released = !released && *byte == release;
                ends
            })
        }
    };
    match end {
        Some(at) => {
            *rest = bytes.get(at + 1..);
            bytes.get(..at)
        }
        None => {
            *rest = None;
            Some(bytes)
        }
    }
}
