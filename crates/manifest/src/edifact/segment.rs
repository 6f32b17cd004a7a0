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
    whole: Piece<'a>,
    /// Behind the element separator that follows the tag.
    content: Option<Piece<'a>>,
    separators: Separators,
}

/// Where separators stand among the first 64 bytes of a piece, one bit a byte from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub elements: u64,
    pub components: u64,
}

impl Marks {
    /// So many bytes can be marked.
    pub const REACH: usize = 64;

    /// Those before a byte.
    pub fn before(self, at: usize) -> Self {
        let below = 1u64.checked_shl(at as u32).map_or(u64::MAX, |bit| bit - 1);
        Self {
            elements: self.elements & below,
            components: self.components & below,
        }
    }

    /// Those from a byte on, counted from there.
    fn from(self, at: usize) -> Self {
        Self {
            elements: self.elements.checked_shr(at as u32).unwrap_or(0),
            components: self.components.checked_shr(at as u32).unwrap_or(0),
        }
    }
}

/// A piece of a segment.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// Printable ASCII without release characters, at most 64 bytes, of which the separators were marked.
    Marked(&'a str, Marks),
    /// Anything.
    Bytes(&'a [u8]),
}

impl<'a> Piece<'a> {
    const EMPTY: Self = Self::Bytes(&[]);

    #[inline]
    fn bytes(self) -> &'a [u8] {
        match self {
            Self::Marked(text, _) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    #[inline]
    fn before(self, at: usize) -> Self {
        match self {
            Self::Marked(text, marks) => {
                Self::Marked(text.get(..at).unwrap_or_default(), marks.before(at))
            }
            Self::Bytes(bytes) => Self::Bytes(bytes.get(..at).unwrap_or_default()),
        }
    }

    #[inline]
    fn from(self, at: usize) -> Option<Self> {
        Some(match self {
            Self::Marked(text, marks) => Self::Marked(text.get(at..)?, marks.from(at)),
            Self::Bytes(bytes) => Self::Bytes(bytes.get(at..)?),
        })
    }
}

impl<'a> Segment<'a> {
    /// A segment of printable ASCII without release characters, at most 64 bytes, of which the separators were marked;
    /// `None` where it does not begin with a tag and an element separator.
    #[inline]
    pub fn marked(
        text: &'a str,
        marks: Marks,
        offset: u64,
        separators: Separators,
    ) -> Option<Self> {
        let [a, b, c, separator, ..] = *text.as_bytes() else {
            return None;
        };
        let tag = [a, b, c];
        let begins = separator == separators.element && tag.iter().all(u8::is_ascii_alphanumeric);
        let whole = Piece::Marked(text, marks);
        begins.then_some(Self {
            tag,
            offset,
            is_cut: false,
            whole,
            content: whole.from(4),
            separators,
        })
    }

    /// `bytes` begin with the tag and may hold anything.
    pub fn new(bytes: &'a [u8], offset: u64, separators: Separators) -> Self {
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
            whole: Piece::Bytes(bytes),
            content: content.map(Piece::Bytes),
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
            piece: Piece::EMPTY,
            separators: self.separators,
        })
    }

    /// The segment with the usual separators, line breaks taken out: for what is kept as written.
    pub fn to_text(self) -> String {
        let separators = self.separators;
        let mut out = String::with_capacity(self.whole.bytes().len());
        let whole = Elements {
            rest: Some(self.whole),
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
    rest: Option<Piece<'a>>,
    separators: Separators,
}

impl<'a> Elements<'a> {
    /// The next data element; empty where there is none.
    pub fn read(&mut self) -> Element<'a> {
        self.next().unwrap_or(Element {
            piece: Piece::EMPTY,
            separators: self.separators,
        })
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    #[inline]
    fn next(&mut self) -> Option<Element<'a>> {
        let separators = self.separators;
        let marked = |marks: Marks| marks.elements;
        let piece = cut(&mut self.rest, marked, separators.element, separators)?;
        Some(Element { piece, separators })
    }
}

/// One data element, of one component or several.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    piece: Piece<'a>,
    separators: Separators,
}

impl<'a> Element<'a> {
    /// Whether nothing stands in it, not even in a component.
    pub fn is_empty(self) -> bool {
        let mut bytes = self.piece.bytes().iter();
        bytes.all(|byte| byte.is_ascii_whitespace() || *byte == self.separators.component)
    }

    /// Its components in order.
    pub fn components(self) -> Components<'a> {
        Components {
            rest: Some(self.piece),
            separators: self.separators,
        }
    }

    /// The component at a position, counted from 0; empty where there is none.
    pub fn component(self, at: usize) -> Component<'a> {
        self.components().nth(at).unwrap_or(Component {
            piece: Piece::EMPTY,
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
    rest: Option<Piece<'a>>,
    separators: Separators,
}

impl<'a> Components<'a> {
    /// The next component; empty where there is none.
    pub fn read(&mut self) -> Component<'a> {
        self.next().unwrap_or(Component {
            piece: Piece::EMPTY,
            separators: self.separators,
        })
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;

    #[inline]
    fn next(&mut self) -> Option<Component<'a>> {
        let separators = self.separators;
        let marked = |marks: Marks| marks.components;
        let piece = cut(&mut self.rest, marked, separators.component, separators)?;
        Some(Component { piece, separators })
    }
}

/// One component.
#[derive(Clone, Copy)]
pub(crate) struct Component<'a> {
    piece: Piece<'a>,
    separators: Separators,
}

impl<'a> Component<'a> {
    /// Whether nothing but blanks stands in it.
    pub fn is_empty(self) -> bool {
        self.code().is_empty()
    }

    /// The bytes without blanks around them, for comparing with codes.
    #[inline]
    pub fn code(self) -> &'a [u8] {
        self.piece.bytes().trim_ascii()
    }

    /// The text, release characters and line breaks taken out, without blanks around it.
    #[inline]
    pub fn text(self) -> CompactString {
        match self.piece {
            Piece::Marked(text, _) => CompactString::from(text.trim_ascii()),
            Piece::Bytes(bytes) => text::decode(bytes, self.separators.release),
        }
    }

    /// The same, `None` if nothing is left.
    #[inline]
    pub fn given(self) -> Option<CompactString> {
        let text = self.text();
        (!text.is_empty()).then_some(text)
    }

    /// A text whose lines were wrapped: a line break stands for a blank.
    pub fn prose(self) -> CompactString {
        match self.piece {
            Piece::Marked(..) => self.text(),
            Piece::Bytes(bytes) => text::decode_prose(bytes, self.separators.release),
        }
    }

    /// A whole number.
    pub fn number(self) -> Option<u32> {
        std::str::from_utf8(self.code()).ok()?.parse().ok()
    }
}

/// Takes what stands before the next separator that is not released; where separators were marked, `marked` tells those.
#[inline]
fn cut<'a>(
    rest: &mut Option<Piece<'a>>,
    marked: impl Fn(Marks) -> u64,
    separator: u8,
    separators: Separators,
) -> Option<Piece<'a>> {
    let piece = (*rest)?;
    let end = match piece {
        Piece::Marked(_, marks) => match marked(marks) {
            0 => None,
            marks => Some(marks.trailing_zeros() as usize),
        },
        Piece::Bytes(bytes) => find(bytes, separator, separators.release),
    };
    let Some(at) = end else {
        return rest.take();
    };
    *rest = piece.from(at + 1);
    Some(piece.before(at))
}

/// The first separator that is not released.
fn find(bytes: &[u8], separator: u8, release: Option<u8>) -> Option<usize> {
    let Some(release) = release else {
        return memchr::memchr(separator, bytes);
    };
    let mut released = false;
    bytes.iter().position(|byte| {
        let ends = !released && *byte == separator;
        released = !released && *byte == release;
        ends
    })
}
