//! Pictures: nothing but the pixels comes through.

use super::*;
use image::{ColorType, ImageFormat};

/// What must not come through.
const GEHEIM: &[u8] = b"52.0907N 5.1214E";

/// A segment of a JPEG, with its length.
fn segment(soort: u8, inhoud: &[u8]) -> Vec<u8> {
    let lengte = u16::try_from(inhoud.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, soort], lengte.as_slice(), inhoud].concat()
}

/// As a camera makes it: where it was taken, a colour profile, a remark, and which side is up.
pub(super) fn met_exif(stand: u8) -> Vec<u8> {
    let exif =
        [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..], &[stand, 0, 0, 0], &[0; 4], GEHEIM]
            .concat();
    let delen = [
        &[0xFF, 0xD8][..],
        &segment(0xE1, &exif),
        &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0<x/>", GEHEIM].concat()),
        &segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", GEHEIM].concat()),
        &segment(0xED, &[b"Photoshop 3.0\0", GEHEIM].concat()),
        &segment(0xFE, GEHEIM),
        &jpeg()[2..],
    ];
    delen.concat()
}

/// A chunk of a PNG, with length and checksum.
fn chunk(soort: &[u8], inhoud: &[u8]) -> Vec<u8> {
    let mut som = flate2::Crc::new();
    som.update(soort);
    som.update(inhoud);
    let lengte = u32::try_from(inhoud.len()).unwrap().to_be_bytes();
    [&lengte, soort, inhoud, &som.sum().to_be_bytes()].concat()
}

/// The sample with these chunks behind its header.
fn png_met(extra: &[Vec<u8>]) -> Vec<u8> {
    let png = png();
    let (kop, rest) = png.split_at(33);
    [kop, &extra.concat(), rest].concat()
}

/// Two pictures: the sample, and a damaged one.
pub(super) fn animatie() -> Vec<u8> {
    let beeldje =
        |nummer: u8| [&[0, 0, 0, nummer, 0, 0, 0, 16, 0, 0, 0, 8][..], &[0; 8], &[0, 1, 0, 1, 0, 0]].concat();
    let mut bytes = png_met(&[chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), chunk(b"fcTL", &beeldje(0))]);
    let einde = bytes.split_off(bytes.len() - 12);
    [bytes, chunk(b"fcTL", &beeldje(1)), chunk(b"fdAT", &[&[0, 0, 0, 2], GEHEIM].concat()), einde].concat()
}

fn gelezen(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

#[test]
fn a_photo_loses_what_the_camera_added() {
    let bytes = met_exif(1);
    assert!(bevat(&bytes, GEHEIM));
    let schoon = keur("foto.jpg", bytes).unwrap().bytes;
    for woord in [GEHEIM, b"Exif", b"ICC_PROFILE", b"Photoshop", b"adobe"] {
        assert!(!bevat(&schoon, woord), "{}", String::from_utf8_lossy(woord));
    }
    assert_eq!(gelezen(&schoon).color(), ColorType::Rgb8);
}

#[test]
fn a_photo_is_upright_when_that_can_no_longer_be_told() {
    let rood = |beeld: &RgbImage, x, y| beeld.get_pixel(x, y).0[0] > 200;
    // 1: as it is; 3: upside down; 6: a quarter to the right; 8: a quarter to the left.
    for (stand, maten, begin) in
        [(1, (16, 8), true), (3, (16, 8), false), (6, (8, 16), true), (8, (8, 16), false)]
    {
        let beeld = gelezen(&keur("foto", met_exif(stand)).unwrap().bytes).into_rgb8();
        assert_eq!(beeld.dimensions(), maten, "{stand}");
        assert_eq!(rood(&beeld, 1, 1), begin, "{stand}");
        assert_eq!(rood(&beeld, maten.0 - 2, maten.1 - 2), !begin, "{stand}");
    }
}

#[test]
fn a_film_behind_a_photo_does_not_come_along() {
    let schoon = keur("foto", [jpeg(), b"\0\0\0\x18ftypmp42".to_vec(), GEHEIM.to_vec()].concat()).unwrap();
    assert!(!bevat(&schoon.bytes, b"ftyp") && !bevat(&schoon.bytes, GEHEIM));
    assert!(schoon.bytes.ends_with(&[0xFF, 0xD9]));
}

#[test]
fn a_grey_photo_stays_grey() {
    let grijs = als(&tweekleurig().into_luma8().into(), ImageFormat::Jpeg);
    assert_eq!(gelezen(&keur("foto", grijs).unwrap().bytes).color(), ColorType::L8);
}

#[test]
fn a_photo_in_more_scans_than_anybody_makes_is_refused() {
    let bytes = jpeg();
    let scan = memchr::memmem::find(&bytes, &[0xFF, 0xDA]).unwrap();
    let maal = |keren| [&bytes[..scan], &bytes[scan..bytes.len() - 2].repeat(keren), &[0xFF, 0xD9]].concat();
    assert!(keur("foto", maal(1)).is_ok());
    assert_eq!(weigering(maal(101)), BestandFout::Beschadigd);
}

#[test]
fn a_png_keeps_its_pixels_and_nothing_else() {
    let bytes = png_met(&[
        chunk(b"tEXt", &[b"Comment\0", GEHEIM].concat()),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", GEHEIM].concat()),
        chunk(b"eXIf", &[b"II*\0\x08\0\0\0\0\0\0\0\0\0", GEHEIM].concat()),
        chunk(b"prVt", GEHEIM),
    ]);
    let schoon = keur("scherm.png", [bytes, GEHEIM.to_vec()].concat()).unwrap().bytes;
    assert!(!bevat(&schoon, GEHEIM));
    for soort in [b"tEXt", b"iTXt", b"eXIf", b"prVt"] {
        assert!(!bevat(&schoon, soort));
    }
    assert_eq!(gelezen(&schoon), tweekleurig());
}

#[test]
fn a_png_of_any_depth_becomes_one_of_eight_bits() {
    let zacht = tweekleurig();
    for (beeld, kleur) in [
        (DynamicImage::from(zacht.to_rgb16()), ColorType::Rgb8),
        (zacht.to_luma16().into(), ColorType::L8),
        (zacht.to_luma_alpha16().into(), ColorType::La8),
        (zacht.to_rgba16().into(), ColorType::Rgba8),
        (zacht.to_rgba8().into(), ColorType::Rgba8),
    ] {
        let schoon = keur("diep", als(&beeld, ImageFormat::Png)).unwrap().bytes;
        assert_eq!(gelezen(&schoon).color(), kleur);
        assert_eq!(gelezen(&schoon).to_rgba8(), beeld.to_rgba8());
    }
}

#[test]
fn of_an_animation_the_first_picture_stays() {
    let schoon = keur("film.png", animatie()).unwrap().bytes;
    assert!(!bevat(&schoon, b"acTL") && !bevat(&schoon, b"fdAT"));
    assert_eq!(gelezen(&schoon), tweekleurig());
}

/// One and a half billion pixels in a hundred bytes.
#[test]
fn a_picture_that_would_fill_the_memory_is_refused_by_its_header() {
    let kop = |breed: u32, hoog: u32| {
        let ihdr =
            chunk(b"IHDR", &[&breed.to_be_bytes()[..], &hoog.to_be_bytes(), &[8, 6, 0, 0, 0]].concat());
        [b"\x89PNG\r\n\x1A\n".as_slice(), &ihdr, &chunk(b"IDAT", b""), &chunk(b"IEND", b"")].concat()
    };
    for (breed, hoog) in [(40_000, 40_000), (1, 40_000_001), (u32::MAX, u32::MAX), (0x7FFF_FFFF, 1)] {
        assert_eq!(weigering(kop(breed, hoog)), BestandFout::TeVeelPixels, "{breed} x {hoog}");
    }
    assert_eq!(weigering(kop(4, 4)), BestandFout::Beschadigd);

    let mut groot = jpeg();
    let maten = memchr::memmem::find(&groot, &[0xFF, 0xC0]).unwrap() + 5;
    groot[maten..maten + 4].copy_from_slice(&[0x9C, 0x40, 0x9C, 0x40]);
    assert_eq!(weigering(groot), BestandFout::TeVeelPixels);
}

#[test]
fn a_picture_of_no_size_is_damaged() {
    let kop = chunk(b"IHDR", &[0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
    assert_eq!(weigering([b"\x89PNG\r\n\x1A\n".as_slice(), &kop].concat()), BestandFout::Beschadigd);
}
