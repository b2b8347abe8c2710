//! PDFs: whole, alone, readable for everybody, and doing nothing.

use super::*;
use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::fmt::Write as _;
use std::io::Write as _;

const BEGIN: &str = "%PDF-1.7\n%\u{e2}\u{e3}\n";
const DOCUMENT: [&str; 4] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
    "<< /Length 5 >>\nstream\n0 0 m\nendstream",
];

/// Objects 1, 2, 3 … with a table of where they stand.
fn bouw(voorwerpen: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut bytes = BEGIN.as_bytes().to_vec();
    let mut tabel = format!("xref\n0 {}\n0000000000 65535 f \n", voorwerpen.len() + 1);
    for (nummer, voorwerp) in voorwerpen.iter().enumerate() {
        writeln!(tabel, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend([format!("{} 0 obj\n", nummer + 1).as_bytes(), voorwerp, b"\nendobj\n"].concat());
    }
    let plek = bytes.len();
    let staart = format!(
        "{tabel}trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{plek}\n%%EOF\n",
        voorwerpen.len() + 1
    );
    bytes.extend(staart.as_bytes());
    bytes
}

fn met_bytes(vijfde: &[u8]) -> Vec<u8> {
    let voorwerpen: Vec<&[u8]> = DOCUMENT.iter().map(|tekst| tekst.as_bytes()).chain([vijfde]).collect();
    bouw(&voorwerpen, "")
}

/// A page, and one more object.
pub(super) fn pdf(vijfde: &str) -> Vec<u8> {
    met_bytes(if vijfde.is_empty() { b"null" } else { vijfde.as_bytes() })
}

fn geperst(bytes: &[u8]) -> Vec<u8> {
    let mut pers = ZlibEncoder::new(Vec::new(), Compression::fast());
    pers.write_all(bytes).unwrap();
    pers.finish().unwrap()
}

/// A stream with objects in it, with these words in its dictionary.
fn stroom(woorden: &str, inhoud: &[u8]) -> Vec<u8> {
    [format!("<< {woorden} /Length {} >>\nstream\n", inhoud.len()).as_bytes(), inhoud, b"\nendstream"]
        .concat()
}

/// The objects as they stand in an object stream, with `/N` and `/First`.
fn in_stroom(voorwerpen: &[(u32, &str)]) -> (String, Vec<u8>) {
    let (mut kop, mut inhoud) = (String::new(), String::new());
    for (nummer, voorwerp) in voorwerpen {
        write!(kop, "{nummer} {} ", inhoud.len()).unwrap();
        inhoud += voorwerp;
        inhoud.push('\n');
    }
    (format!("/N {} /First {}", voorwerpen.len(), kop.len()), (kop + &inhoud).into_bytes())
}

/// As programs write it since PDF 1.5: all objects but the page's content in an object stream, and a stream as table.
pub(super) fn pdf_met_stroom(extra: &[(u32, &str)]) -> Vec<u8> {
    met_tabelstroom(extra, "")
}

fn met_tabelstroom(extra: &[(u32, &str)], trailer: &str) -> Vec<u8> {
    let document: Vec<(u32, &str)> = (1..).zip(DOCUMENT).take(3).chain(extra.iter().copied()).collect();
    let (getallen, inhoud) = in_stroom(&document);
    let objecten = stroom(&format!("/Type /ObjStm {getallen} /Filter /FlateDecode"), &geperst(&inhoud));
    let mut bytes = BEGIN.as_bytes().to_vec();
    let mut plekken = Vec::new();
    for (nummer, voorwerp) in [(4, DOCUMENT[3].as_bytes()), (5, &objecten)] {
        plekken.push(bytes.len());
        bytes.extend([format!("{nummer} 0 obj\n").as_bytes(), voorwerp, b"\nendobj\n"].concat());
    }
    let hoogste = 5 + u32::try_from(extra.len()).unwrap();
    let plek = bytes.len();
    let mut regels = vec![[0; 7]; usize::try_from(hoogste + 2).unwrap()];
    for (nummer, plek) in [(4, plekken[0]), (5, plekken[1]), (hoogste + 1, plek)] {
        let plek = u32::try_from(plek).unwrap().to_be_bytes();
        regels[usize::try_from(nummer).unwrap()] = [1, plek[0], plek[1], plek[2], plek[3], 0, 0];
    }
    for (volgnummer, (nummer, _)) in (0_u8..).zip(&document) {
        regels[usize::try_from(*nummer).unwrap()] = [2, 0, 0, 0, 5, 0, volgnummer];
    }
    let woorden = format!("/Type /XRef /Size {} /W [1 4 2] /Root 1 0 R {trailer}", hoogste + 2);
    bytes.extend(format!("{} 0 obj\n", hoogste + 1).as_bytes());
    bytes.extend(stroom(&woorden, &regels.concat()));
    bytes.extend(format!("\nendobj\nstartxref\n{plek}\n%%EOF\n").as_bytes());
    bytes
}

fn vervang(bytes: &[u8], van: &str, door: &str) -> Vec<u8> {
    let plek = memchr::memmem::rfind(bytes, van.as_bytes()).unwrap();
    [&bytes[..plek], door.as_bytes(), &bytes[plek + van.len()..]].concat()
}

fn onleesbaar(bytes: Vec<u8>) -> bool {
    matches!(weigering(bytes), BestandFout::PdfOnleesbaar(_))
}

#[test]
fn a_pdf_stays_as_it_is() {
    let link = "<< /Type /Annot /A << /S /URI /URI (https://example.nl/Launch/JavaScript) >> >>";
    for bytes in [
        pdf(""),
        pdf(link),
        pdf("(an object is no obj and a trailer is no trailer)"),
        pdf_met_stroom(&[]),
        pdf_met_stroom(&[(6, link)]),
        vervang(&pdf(""), "%%EOF\n", "%%EOF\r\n\0 "),
        vervang(&pdf(""), "%PDF-1.7", "%PDF-2.0"),
    ] {
        let gekeurd = keur("akte.pdf", bytes.clone()).unwrap();
        assert!(gekeurd.bytes == bytes);
    }
}

#[test]
fn a_pdf_that_is_not_whole_is_refused() {
    let goed = pdf("");
    for (van, door) in [
        ("%PDF-1.7", "%PDF-1.9"),
        ("%PDF-1.7", "%PDF-1.77"),
        ("%PDF-1.7", "%PDF-3.0"),
        ("%%EOF", ""),
        ("startxref", "startxyz"),
        ("startxref\n", "startxref\n9"),
        ("startxref\n", "startxref\n-"),
        ("startxref\n", "startxref\n99999999999999999999"),
        ("\nxref\n", "\nxyzw\n"),
        ("trailer", "tr"),
        ("/Root", "/Boom"),
        ("/Catalog", "/Nietlog"),
        ("/Page ", "/Blad "),
    ] {
        assert!(onleesbaar(vervang(&goed, van, door)), "{van:?} {door:?}");
    }
    assert!(onleesbaar(vervang(&pdf_met_stroom(&[]), "/XRef", "/Xerf")));
    assert!(onleesbaar(b"%PDF-1.7\n".to_vec()));
    assert!(onleesbaar(b"%PDF-".to_vec()));
}

#[test]
fn a_pdf_that_is_something_else_too_is_refused() {
    let goed = pdf("");
    let voor = |tekst: &str| [tekst.as_bytes(), &goed].concat();
    let na = |tekst: &str| [&goed, tekst.as_bytes()].concat();
    let in_commentaar = |tekst: &str| vervang(&goed, "startxref", &format!("%{tekst}\nstartxref"));
    let op_plek = |plek: usize, tekst: &str| {
        [&goed[..9], &b" ".repeat(plek - 9), tekst.as_bytes(), &goed[9..]].concat()
    };
    for bytes in [
        voor("<html>"),
        voor("GIF89a"),
        voor("\n"),
        voor("PK\u{3}\u{4}"),
        na("<script>alert(1)</script>"),
        na("PK\u{5}\u{6}\0\0"),
        na("MZ"),
        in_commentaar("PK\u{5}\u{6}\0\0\0\0\0\0"),
        in_commentaar("<ScRiPt>alert(1)</script>"),
        in_commentaar("<?php phpinfo();"),
        in_commentaar("Rar!\u{1a}\u{7}\0"),
        pdf("<< /A (<!DOCTYPE html>) >>"),
        op_plek(0x8001, "CD001"),
        op_plek(257, "ustar"),
        op_plek(128, "DICM"),
    ] {
        assert_eq!(
            weigering(bytes.clone()),
            BestandFout::Meerduidig,
            "{:?}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn an_encrypted_pdf_is_refused_with_that_reason() {
    let goed: Vec<&[u8]> = DOCUMENT.iter().map(|tekst| tekst.as_bytes()).collect();
    assert_eq!(weigering(bouw(&goed, "/Encrypt 5 0 R")), BestandFout::PdfVersleuteld);
    let dicht = met_tabelstroom(&[], "/Encrypt << /Filter /Standard >>");
    assert_eq!(weigering(dicht.clone()), BestandFout::PdfVersleuteld);
    // As it is in earnest: the object stream cannot be unpacked.
    assert_eq!(weigering(vervang(&dicht, "stream\nx", "stream\ny")), BestandFout::PdfVersleuteld);
}

const GEVAARLIJK: [(&str, BestandFout); 9] = [
    ("<< /S /JavaScript /JS (app.alert\\(1\\)) >>", BestandFout::PdfActief),
    ("<< /S /J#61va#53cript /J#53 (1) >>", BestandFout::PdfActief),
    ("<< /S /Launch /F (calc.exe) >>", BestandFout::PdfActief),
    ("<< /S /Rendition /JS 6 0 R >>", BestandFout::PdfActief),
    ("<</AcroForm<</XFA 6 0 R>>>>", BestandFout::PdfActief),
    ("<< /A << /S /SubmitForm /F (https://example.nl) >> >>", BestandFout::PdfActief),
    ("<< /Names << /EmbeddedFiles << /Names [] >> >> >>", BestandFout::PdfIngesloten),
    ("<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>", BestandFout::PdfIngesloten),
    ("[<</Subtype/FileAttachment>>]", BestandFout::PdfIngesloten),
];

#[test]
fn a_pdf_that_does_something_is_refused() {
    for (voorwerp, fout) in GEVAARLIJK {
        assert_eq!(weigering(pdf(voorwerp)), fout, "{voorwerp}");
        assert_eq!(weigering(pdf_met_stroom(&[(6, voorwerp)])), fout, "in a stream: {voorwerp}");
    }
}

/// A table can point anywhere, and a viewer that repairs a file looks everywhere.
#[test]
fn what_a_pdf_does_cannot_be_hidden() {
    for (voorwerp, fout) in GEVAARLIJK {
        let verstopt = format!("9 0 obj\n{voorwerp}\nendobj");
        for bytes in [
            pdf(&format!("({verstopt})")),
            pdf(&format!("<< /Length 9 >>\nstream\n{verstopt}\nendstream")),
            pdf(&format!("null\n% {}\n", verstopt.replace('\n', " "))),
            pdf(&format!("null %\n9 0 obj%\n\n{voorwerp}")),
            vervang(&pdf(""), "xref\n0", &format!("{}\nxref\n0", verstopt.replace(" obj\n", " obj"))),
        ] {
            let uitkomst = keur("akte", bytes);
            assert!(matches!(&uitkomst, Err(gevonden) if *gevonden == fout), "{voorwerp}: {uitkomst:?}");
        }
    }
}

#[test]
fn an_object_stream_is_read_however_it_is_called() {
    let (gevaar, fout) = &GEVAARLIJK[0];
    let (getallen, inhoud) = in_stroom(&[(9, gevaar)]);
    for woorden in [getallen.clone(), format!("/Type /ObjStm {getallen}"), getallen.replace("/N", "/#4E")] {
        assert_eq!(weigering(met_bytes(&stroom(&woorden, &inhoud))), *fout, "{woorden}");
        let dicht = stroom(&format!("{woorden} /Filter [/FlateDecode]"), &geperst(&inhoud));
        assert_eq!(weigering(met_bytes(&dicht)), *fout, "{woorden}");
    }
    // The second object begins in the text of the first.
    let binnen = format!("8 0 9 1 ({gevaar})");
    assert_eq!(weigering(met_bytes(&stroom("/N 2 /First 8", binnen.as_bytes()))), *fout);
}

#[test]
fn an_object_stream_that_others_could_read_otherwise_is_refused() {
    let (getallen, inhoud) = in_stroom(&[(9, "<< /A 1 >>")]);
    assert!(keur("goed", met_bytes(&stroom(&getallen, &inhoud))).is_ok());
    for woorden in [
        format!("{getallen} /Filter /LZWDecode"),
        format!("{getallen} /Filter [/ASCIIHexDecode /FlateDecode]"),
        format!("{getallen} /Filter 6 0 R"),
        format!("{getallen} /Filter /FlateDecode"),
        format!("{getallen} /Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
        format!("{getallen} /F (elsewhere)"),
        format!("{getallen} /First 0"),
        "/N 6 0 R /First 4".into(),
        "/N 1 /First 6 0 R".into(),
        "/N 99 /First 4".into(),
        "/Type /ObjStm".into(),
    ] {
        assert!(onleesbaar(met_bytes(&stroom(&woorden, &inhoud))), "{woorden}");
    }
    let dicht = stroom(&format!("{getallen} /Filter /FlateDecode"), &geperst(&inhoud)[..12]);
    assert!(onleesbaar(met_bytes(&dicht)));
}

/// Seventy megabytes of white space, in seventy kilobytes.
#[test]
fn an_object_stream_that_would_fill_the_memory_is_refused() {
    let wit = vec![b' '; 1024 * 1024];
    let mut pers = Compress::new(Compression::fast(), false);
    let mut blok = Vec::with_capacity(64 * 1024);
    pers.compress_vec(&wit, &mut blok, FlushCompress::Sync).unwrap();
    assert_eq!(pers.total_in(), 1024 * 1024);
    let bom = [&[0x78, 0x01], blok.repeat(70).as_slice()].concat();
    let bytes = met_bytes(&stroom("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bom));
    assert_eq!(weigering(bytes), BestandFout::PdfOnleesbaar("it takes too much to read"));
}

#[test]
fn a_pdf_that_would_be_read_over_and_over_is_refused() {
    for stuk in ["1 0 obj<(", "obj[", "obj%"] {
        let bytes = pdf(&stuk.repeat(200_000));
        let begin = Instant::now();
        let uitkomst = keur("akte", bytes);
        assert!(matches!(uitkomst, Ok(_) | Err(BestandFout::PdfOnleesbaar(_))), "{uitkomst:?}");
        assert!(begin.elapsed() < Duration::from_secs(20), "{stuk}");
    }
    assert!(onleesbaar(pdf(&"1 0 obj<(".repeat(200_000))));
}
