//! Every file here is made by the test itself; none is kept as a file.

mod beelden;
mod pdfs;
mod scanners;

use super::*;
use image::{DynamicImage, Rgb, RgbImage};
use proptest::prelude::*;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// Red on the left, blue on the right.
fn tweekleurig() -> DynamicImage {
    RgbImage::from_fn(16, 8, |x, _| if x < 8 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }).into()
}

fn als(beeld: &DynamicImage, vorm: image::ImageFormat) -> Vec<u8> {
    let mut uit = Cursor::new(Vec::new());
    beeld.write_to(&mut uit, vorm).unwrap();
    uit.into_inner()
}

fn jpeg() -> Vec<u8> {
    als(&tweekleurig(), image::ImageFormat::Jpeg)
}

fn png() -> Vec<u8> {
    als(&tweekleurig(), image::ImageFormat::Png)
}

fn bevat(bytes: &[u8], naald: &[u8]) -> bool {
    memchr::memmem::find(bytes, naald).is_some()
}

/// Why it is refused; a file that is taken fails the test.
fn weigering(bytes: impl Into<Vec<u8>>) -> BestandFout {
    keur("bestand.pdf", bytes.into()).unwrap_err()
}

#[test]
fn goes_by_the_content_and_not_by_the_name() {
    for (naam, bytes, soort, schoon) in [
        ("foto.pdf", jpeg(), Bestandsoort::Jpeg, "foto.jpg"),
        ("foto.jpg", png(), Bestandsoort::Png, "foto.png"),
        ("../akte.exe", pdfs::pdf(""), Bestandsoort::Pdf, "akte.pdf"),
    ] {
        let gekeurd = keur(naam, bytes).unwrap();
        assert_eq!((gekeurd.soort, gekeurd.naam.as_str()), (soort, schoon));
    }
}

#[test]
fn names_what_it_does_not_take() {
    let svg = "\u{FEFF}<?xml version='1.0'?>\n<!-- a picture -->\n<SVG xmlns='http://www.w3.org/2000/svg'><script>1</script></SVG>";
    let svg16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(svg.bytes().skip(3).flat_map(|byte| [byte, 0])).collect();
    for (bytes, fout) in [
        (b"".as_slice(), BestandFout::Leeg),
        (svg.as_bytes(), BestandFout::Svg),
        (&svg16, BestandFout::Svg),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", BestandFout::Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", BestandFout::Heic),
        (b"\0\0\0\x18ftypavif\0\0\0\0", BestandFout::AnderBeeld),
        (b"\0\0\0\x18ftypisom\0\0\0\0", BestandFout::Onbekend),
        (b"GIF89a\x01\0\x01\0", BestandFout::AnderBeeld),
        (b"RIFF\x10\0\0\0WEBPVP8 ", BestandFout::AnderBeeld),
        (b"II*\0\x08\0\0\0", BestandFout::AnderBeeld),
        // Called akte.pdf, as everything in this test.
        (b"PK\x03\x04\x14\0\0\0\0\0akte.pdf", BestandFout::Zip),
        (b"PK\x05\x06\0\0\0\0", BestandFout::Zip),
        (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml word/document.xml", BestandFout::Kantoor),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.text", BestandFout::Kantoor),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", BestandFout::Kantoor),
        (b"{\\rtf1 Hallo}", BestandFout::Kantoor),
        (b"<!doctype html><html></html>", BestandFout::Onbekend),
        (b"Hallo", BestandFout::Onbekend),
        (b"MZ\x90\0", BestandFout::Onbekend),
        (b"\0", BestandFout::Onbekend),
    ] {
        assert_eq!(weigering(bytes), fout, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn takes_no_more_than_all_files_together_may_be() {
    let groot = |lengte: u32| vec![b' '; usize::try_from(lengte).unwrap()];
    assert_eq!(weigering(groot(BESTANDEN_BYTES_MAX + 1)), BestandFout::TeGroot);
    assert_eq!(weigering(groot(BESTANDEN_BYTES_MAX)), BestandFout::Onbekend);
}

#[test]
fn every_refusal_tells_what_to_do() {
    let fouten =
        [BestandFout::PdfOnleesbaar("no end"), BestandFout::Virus("Eicar".into()), BestandFout::Heic];
    for fout in fouten {
        assert!(fout.uitleg().ends_with('.'), "{fout}");
        assert!(!fout.uitleg().contains("Eicar"), "{fout}");
    }
}

/// The bytes and the name are the citizen's.
#[test]
fn shows_nothing_of_a_file_in_a_log_line() {
    let tekst = format!("{:?}", keur("999970124.png", png()).unwrap());
    assert!(tekst.contains("Png") && !tekst.contains("999970124"), "{tekst}");
}

#[tokio::test]
async fn a_server_gets_the_same_verdicts() {
    let keurmeester = Keurmeester::nieuw(Scanner::geen(), 1);
    let (een, ander) = tokio::join!(keurmeester.keur("a", png()), keurmeester.keur("b", jpeg()));
    assert_eq!(een.unwrap(), keur("a", png()).unwrap());
    assert_eq!(ander.unwrap(), keur("b", jpeg()).unwrap());
    assert_eq!(keurmeester.keur("c", Vec::new()).await, Err(BestandFout::Leeg));
}

/// Whatever is done to a file, there is an answer, soon, and what is taken can be taken again.
fn houdt_stand(bytes: Vec<u8>) {
    let begin = Instant::now();
    if let Ok(gekeurd) = keur("akte", bytes) {
        let weer = keur(&gekeurd.naam, gekeurd.bytes).unwrap();
        assert_eq!((weer.soort, weer.naam), (gekeurd.soort, gekeurd.naam));
    }
    // Far above what it takes, and far below what a loop would.
    assert!(begin.elapsed() < Duration::from_secs(20));
}

fn voorbeelden() -> Vec<Vec<u8>> {
    let bijzonder = [beelden::met_exif(6), beelden::animatie()];
    let pdf = [pdfs::pdf("<< /A (b) >>"), pdfs::pdf_met_stroom(&[(6, "<< /A [1 2] >>")])];
    [jpeg(), png()].into_iter().chain(bijzonder).chain(pdf).collect()
}

#[test]
fn no_file_that_is_cut_off_is_taken() {
    for bytes in voorbeelden() {
        keur("heel", bytes.clone()).unwrap();
        // A PNG has all its pixels before it ends; behind them are a checksum and other chunks.
        let einde = match memchr::memmem::find(&bytes, b"IDAT") {
            Some(plek) => plek + 4 + usize::from(bytes[plek - 1]),
            None => bytes.trim_ascii_end().len(),
        };
        for lengte in 0..einde {
            assert!(keur("half", bytes[..lengte].to_vec()).is_err(), "{lengte} of {}", bytes.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn withstands_files_that_were_damaged(
        welk in 0..6_usize,
        kapot in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        tot in any::<prop::sample::Index>(),
        knip in any::<bool>(),
    ) {
        let mut bytes = voorbeelden().swap_remove(welk);
        for (plek, byte) in kapot {
            let plek = plek.index(bytes.len());
            bytes[plek] = byte;
        }
        if knip {
            bytes.truncate(tot.index(bytes.len()));
        }
        houdt_stand(bytes);
    }

    #[test]
    fn withstands_anything_behind_a_good_beginning(
        welk in 0..3_usize,
        rest in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let begin = [b"%PDF-1.7\n".as_slice(), b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n"][welk];
        houdt_stand([begin, &rest].concat());
    }

    /// Words of a PDF in any order: as deep and as long as it can be made.
    #[test]
    fn withstands_words_of_a_pdf_in_any_order(
        woorden in prop::collection::vec(
            prop::sample::select(vec![
                "<<", ">>", "[", "]", "(", ")", "<", "1 0 obj", "endobj", "stream\n", "endstream", "/Type", "/ObjStm", "/N",
                "/First", "0", "9999999999999999999999", "/Filter", "/FlateDecode", "trailer", "/Root", "%", "\n", "#", "R",
            ]),
            0..400,
        ),
    ) {
        houdt_stand(format!("%PDF-1.7\n{}\nstartxref\n9\n%%EOF\n", woorden.join(" ")).into_bytes());
    }
}
