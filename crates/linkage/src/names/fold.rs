//! Folding: any text becomes runs of capitals A to Z, with what stood between them.

use super::form::Part;

/// Letters that are read of one name; the rest is left out. The longest name in a civil document has 60.
const MOST_LETTERS: usize = 512;

/// Writes the letters of `raw` to `letters`, without separators, and each run of letters to `parts`.
///
/// Accents fall away, apostrophes and marks without width join, everything else separates.
pub(super) fn fold(raw: &str, letters: &mut String, parts: &mut Vec<Part>) {
    let mut between = Between::default();
    let mut open = false;
    for character in raw.chars() {
        if letters.len() >= MOST_LETTERS {
            break;
        }
        let folded = match character {
            'A'..='Z' => [character as u8, 0],
            'a'..='z' => [(character as u8).to_ascii_uppercase(), 0],
            '\'' | '`' => continue,
            _ if character.is_ascii() => {
                open = false;
                between.note(character, parts);
                continue;
            }
            _ => match fold_beyond_ascii(character) {
                Folded::Letters(folded) => folded,
                Folded::Joins => continue,
                Folded::Separates => {
                    open = false;
                    between.note(' ', parts);
                    continue;
                }
            },
        };
        if !open {
            open = true;
            parts.push(Part::at(letters.len(), between));
            between = Between::default();
        }
        for letter in folded.into_iter().filter(|&letter| letter != 0) {
            letters.push(char::from(letter));
            if let Some(part) = parts.last_mut() {
                part.len += 1;
            }
        }
    }
}

/// What stood between a part and the one before it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Between {
    pub(super) space: bool,
    pub(super) dot: bool,
    pub(super) stroke: bool,
    pub(super) comma: bool,
}

impl Between {
    fn note(&mut self, character: char, parts: &mut [Part]) {
        match character {
            '.' => {
                self.dot = true;
                if let Some(part) = parts.last_mut() {
                    part.dotted = true;
                }
            }
            '/' => self.stroke = true,
            ',' | ';' | '(' => self.comma = true,
            _ => self.space = true,
        }
    }
}

enum Folded {
    Letters([u8; 2]),
    Joins,
    Separates,
}

fn fold_beyond_ascii(character: char) -> Folded {
    let pair = |first, second| Folded::Letters([first, second]);
    let one = |letter| Folded::Letters([letter, 0]);
    match character {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => one(b'A'),
        'Æ' | 'æ' => pair(b'A', b'E'),
        'Ç' | 'ç' | 'Ć'..='č' => one(b'C'),
        'Ð' | 'ð' | 'Ď'..='đ' | 'ḍ' | 'Ḍ' => one(b'D'),
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => one(b'E'),
        'Ĝ'..='ģ' => one(b'G'),
        'Ĥ'..='ħ' | 'ḥ' | 'Ḥ' => one(b'H'),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => one(b'I'),
        'Ĵ' | 'ĵ' => one(b'J'),
        'Ķ' | 'ķ' => one(b'K'),
        'Ĺ'..='ł' => one(b'L'),
        'Ñ' | 'ñ' | 'Ń'..='ň' => one(b'N'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => one(b'O'),
        'Œ' | 'œ' => pair(b'O', b'E'),
        'Ŕ'..='ř' => one(b'R'),
        'Ś'..='š' | 'ṣ' | 'Ṣ' => one(b'S'),
        'ß' => pair(b'S', b'S'),
        'Ţ'..='ŧ' | 'ṭ' | 'Ṭ' => one(b'T'),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => one(b'U'),
        'Ŵ' | 'ŵ' => one(b'W'),
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => one(b'Y'),
        'Ź'..='ž' | 'ẓ' | 'Ẓ' => one(b'Z'),
        // Full-width letters, as East Asian keyboards write them.
        '\u{FF21}'..='\u{FF3A}' => one(b'A' + (character as u32 - 0xFF21) as u8),
        '\u{FF41}'..='\u{FF5A}' => one(b'A' + (character as u32 - 0xFF41) as u8),
        // Apostrophes of many keyboards, ayn and hamza, combining accents, marks without width.
        '‘'
        | '’'
        | '‛'
        | '′'
        | '´'
        | 'ʹ'..='ʿ'
        | 'ˈ'
        | '\u{300}'..='\u{36F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{AD}' => Folded::Joins,
        _ => Folded::Separates,
    }
}
