//! Writing tables.

/// One row after the other into a buffer, as RFC 4180 has it.
#[derive(Debug)]
pub struct Rows {
    buffer: Vec<u8>,
    delimiter: u8,
}

impl Default for Rows {
    fn default() -> Self {
        Self::delimited_by(b',')
    }
}

impl Rows {
    /// Rows whose cells are parted by this character.
    pub fn delimited_by(delimiter: u8) -> Self {
        Self {
            buffer: Vec::new(),
            delimiter,
        }
    }

    /// Adds a row.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.buffer.push(self.delimiter);
            }
            let special = |b: u8| b == self.delimiter || matches!(b, b'"' | b'\n' | b'\r');
            if cell.bytes().any(special) {
                self.buffer.push(b'"');
                self.buffer.extend(cell.replace('"', "\"\"").into_bytes());
                self.buffer.push(b'"');
            } else {
                self.buffer.extend(cell.as_bytes());
            }
        }
        self.buffer.push(b'\n');
    }

    /// What was written so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_where_it_must_be() {
        let mut rows = Rows::delimited_by(b';');
        rows.push(["a", "b;c", "d\"e", "f,g", ""]);
        assert_eq!(rows.into_bytes(), b"a;\"b;c\";\"d\"\"e\";f,g;\n");
    }
}
