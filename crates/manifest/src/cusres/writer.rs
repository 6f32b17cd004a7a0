//! Segments written in the usual service characters and the characters of UNOA.

/// The longest component of a free text (C108, 4440), kept under what carriers' systems print on a line.
const TEXT: usize = 70;
/// Components that a free text has.
const TEXTS: usize = 5;
/// The longest value elsewhere.
const VALUE: usize = 35;

/// An interchange as it is written.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    /// Segments of the open message.
    segments: u32,
}

impl Writer {
    /// Writes a segment: elements, each with its components. What was left empty at the end is left out.
    pub fn segment(&mut self, tag: &str, elements: &[&[&str]]) {
        self.segments += 1;
        self.out.push_str(tag);
        for components in elements {
            self.out.push('+');
            for (at, component) in components.iter().enumerate() {
                if at > 0 {
                    self.out.push(':');
                }
                self.push(component, VALUE);
            }
        }
        self.out.push('\'');
    }

    /// UNH of an answer.
    pub fn begin_message(&mut self, number: &str) {
        self.segments = 0;
        self.segment("UNH", &[&[number], &["CUSRES", "D", "05B", "UN", "IATA"]]);
    }

    /// UNT, which counts the segments.
    pub fn end_message(&mut self, number: &str) {
        let count = (self.segments + 1).to_string();
        self.segment("UNT", &[&[&count], &[number]]);
    }

    /// FTX: what is wrong, in words, divided between words where it is long.
    pub fn text(&mut self, text: &str) {
        self.segments += 1;
        self.out.push_str("FTX+AAO+++");
        let mut line = String::new();
        let mut lines = Vec::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.len() + 1 + word.len() > TEXT {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        for (at, line) in lines.iter().take(TEXTS).enumerate() {
            if at > 0 {
                self.out.push(':');
            }
            self.push(line, TEXT);
        }
        self.out.push('\'');
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// Capital letters, digits and the marks of UNOA (ISO 9735); service characters released, others replaced by a blank.
    fn push(&mut self, text: &str, longest: usize) {
        for c in text.chars().take(longest) {
            let c = match c.to_ascii_uppercase() {
                '`' | '"' => '\'',
                c => c,
            };
            match c {
                '\'' | '+' | ':' | '?' => self.out.extend(['?', c]),
                'A'..='Z' | '0'..='9' => self.out.push(c),
                ' ' | '.' | ',' | '-' | '(' | ')' | '/' | '=' | '!' | '%' | '&' | '*' | ';'
                | '<' | '>' => self.out.push(c),
                _ => self.out.push(' '),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_released() {
        let mut writer = Writer::default();
        writer.segment("RFF", &[&["TN", "a+b:c'd?é_"]]);
        assert_eq!(writer.finish(), "RFF+TN:A?+B?:C?'D??  '");
    }

    #[test]
    fn a_long_text_is_divided_between_words() {
        let mut writer = Writer::default();
        writer.text(&"eleven chars ".repeat(60));
        let text = writer.finish();
        let lines: Vec<&str> = text
            .trim_start_matches("FTX+AAO+++")
            .trim_end_matches('\'')
            .split(':')
            .collect();
        assert_eq!(lines.len(), TEXTS);
        assert!(
            lines.iter().all(
                |line| line.len() <= TEXT && line.ends_with("CHARS") | line.ends_with("ELEVEN")
            )
        );
    }
}
