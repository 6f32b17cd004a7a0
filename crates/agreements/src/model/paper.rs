//! A text that was signed on paper, as it was scanned: its number, its day, and the hash by which it is known.

use super::Author;
use jiff::civil::Date;
use storage::{Stamp, files::Content};
use uuid::Uuid;

/// A scan that a party added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Identifier.
    pub id: Uuid,
    /// The number that is written on it.
    pub number: String,
    /// The day on which it was signed.
    pub signed_on: Date,
    /// The bytes, by their hash.
    pub content: Content,
    /// What they are: `application/pdf`.
    pub media_type: String,
    /// Who added it.
    pub author: Author,
    /// When.
    pub added_at: Stamp,
}

/// What a scan is, told by its first bytes: PDF, JPEG, PNG or TIFF. Anything else could be a page with a script in it.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    [
        (&b"%PDF-"[..], "application/pdf"),
        (&b"\xff\xd8\xff"[..], "image/jpeg"),
        (&b"\x89PNG\r\n\x1a\n"[..], "image/png"),
        (&b"II*\0"[..], "image/tiff"),
        (&b"MM\0*"[..], "image/tiff"),
    ]
    .into_iter()
    .find(|(begin, _)| bytes.starts_with(begin))
    .map(|(_, media)| media)
}
