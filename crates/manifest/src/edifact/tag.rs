//! Segment tags: what can stand at the beginning of a segment.

/// Whether three bytes are the tag of a segment of an interchange, of PAXLST or of PNRGOV in any of their versions.
pub(crate) fn is_known(tag: &[u8]) -> bool {
    is_service(tag) || is_paxlst(tag) || is_pnrgov(tag)
}

fn is_service(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"UNB" | b"UNG" | b"UNH" | b"UNT" | b"UNE" | b"UNZ" | b"UNS"
    )
}

/// Whether a tag belongs to PAXLST (UN/EDIFACT directories D:96 to D:21).
pub(crate) fn is_paxlst(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"BGM"
            | b"RFF"
            | b"DTM"
            | b"LOC"
            | b"NAD"
            | b"COM"
            | b"CTA"
            | b"TDT"
            | b"ATT"
            | b"MEA"
            | b"GEI"
            | b"FTX"
            | b"EMP"
            | b"NAT"
            | b"DOC"
            | b"CNT"
            | b"QTY"
            | b"CPI"
            | b"AUT"
            | b"GIS"
            | b"PNA"
            | b"ADR"
    )
}

/// Whether a tag belongs to PNRGOV (versions 10.1 to 17.1).
pub(crate) fn is_pnrgov(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"MSG"
            | b"ORG"
            | b"TVL"
            | b"EQN"
            | b"SRC"
            | b"RCI"
            | b"SSR"
            | b"DAT"
            | b"IFT"
            | b"REF"
            | b"ADD"
            | b"EBD"
            | b"TIF"
            | b"FTI"
            | b"FAR"
            | b"TKT"
            | b"MON"
            | b"PTK"
            | b"TXD"
            | b"FOP"
            | b"TRA"
            | b"RPI"
            | b"APD"
            | b"SSD"
            | b"TBD"
            | b"TRI"
            | b"ABI"
            | b"SAC"
            | b"LTS"
            | b"ERC"
            | b"ERI"
    )
}
