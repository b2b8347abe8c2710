//! The name that a file is kept under: the citizen's words, and nothing that a screen or a disk could trip over.

use contract::Bsn;
use contract::correctie::Bestandsoort;

const TEKENS_MAX: usize = 100;
/// The longest that is taken for an extension.
const EXTENSIE_MAX: usize = 5;

/// Without a path, control characters and characters that turn or hide text; with the extension of what it is. A name with a
/// BSN in it goes: names of files stand in headers and on other people's disks.
pub(super) fn schoon(naam: &str, soort: Bestandsoort) -> String {
    let laatste = naam.rsplit(['/', '\\']).next().unwrap_or_default();
    let tekens = laatste.chars().filter(|&teken| !is_onzichtbaar(teken)).map(|teken| match teken {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        teken if teken.is_whitespace() => ' ',
        teken => teken,
    });
    let tekst: String = tekens.collect();
    let extensie = match soort {
        Bestandsoort::Pdf => ".pdf",
        Bestandsoort::Jpeg => ".jpg",
        Bestandsoort::Png => ".png",
    };
    let zonder = zonder_extensie(tekst.trim()).trim_start_matches(['.', ' ', '~']);
    let kort: String = zonder.chars().take(TEKENS_MAX - extensie.len()).collect();
    let kort = kort.trim_end_matches(['.', ' ']);
    format!("{}{extensie}", if kort.is_empty() || Bsn::staat_in(kort) { "bestand" } else { kort })
}

/// `brief.pdf` is `brief`, but `brief 1.2` stays: an extension has a letter and no space.
fn zonder_extensie(naam: &str) -> &str {
    match naam.rsplit_once('.') {
        Some((voor, na)) if is_extensie(na) => voor,
        _ => naam,
    }
}

fn is_extensie(tekst: &str) -> bool {
    tekst.len() <= EXTENSIE_MAX
        && tekst.bytes().all(|teken| teken.is_ascii_alphanumeric())
        && tekst.bytes().any(|teken| teken.is_ascii_alphabetic())
}

/// Control characters, and those of Unicode that change the direction, take no room, or are nobody's.
fn is_onzichtbaar(teken: char) -> bool {
    teken.is_control()
        || matches!(teken,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E000}'..='\u{F8FF}'
            | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_words_of_the_citizen() {
        for (naam, schoon_naam) in [
            ("Geboorteakte Zoë.pdf", "Geboorteakte Zoë.pdf"),
            ("brief 1.2", "brief 1.2.pdf"),
            ("akte.PDF", "akte.pdf"),
            ("scan.jpeg", "scan.pdf"),
            ("出生证明.pdf", "出生证明.pdf"),
        ] {
            assert_eq!(schoon(naam, Bestandsoort::Pdf), schoon_naam);
        }
    }

    #[test]
    fn takes_away_what_could_mislead() {
        for (naam, schoon_naam) in [
            ("../../etc/passwd", "passwd.png"),
            ("C:\\Users\\Jan\\akte.exe", "akte.png"),
            // On a screen this ends in "exe.png".
            ("akte\u{202E}gnp.exe", "aktegnp.png"),
            ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.png"),
            ("\u{2066}a\u{2069}\u{200B}\u{7F}\0.png", "a.png"),
            ("a\u{3000}b\u{A0}c.png", "a b c.png"),
            (".htaccess", "htaccess.png"),
            ("...", "bestand.png"),
            ("", "bestand.png"),
            (" . .png", "bestand.png"),
            ("akte 9999.70.124 van mij.png", "bestand.png"),
            ("IMG_20240512_103321.png", "IMG_20240512_103321.png"),
            ("\"quoted\".png", "_quoted_.png"),
        ] {
            assert_eq!(schoon(naam, Bestandsoort::Png), schoon_naam, "{naam:?}");
        }
    }

    #[test]
    fn is_never_longer_than_a_hundred_characters() {
        let lang = schoon(&"é".repeat(300), Bestandsoort::Jpeg);
        assert_eq!(lang.chars().count(), TEKENS_MAX);
        assert!(lang.ends_with("é.jpg"));
        assert!(
            schoon(&format!("{}.pdf", "a".repeat(300)), Bestandsoort::Jpeg).chars().count() <= TEKENS_MAX
        );
    }

    /// What the http layer puts in a header must not be able to end it.
    #[test]
    fn is_clean_once_and_for_all() {
        for naam in ["a.b.c", "~$akte.docx", "x.jpg.jpg", "\u{FEFF}..a"] {
            let een = schoon(naam, Bestandsoort::Jpeg);
            assert_eq!(schoon(&een, Bestandsoort::Jpeg), een);
        }
    }
}
