//! Pictures, made anew from their pixels: what a camera or a program adds (place, time, owner, an earlier picture as
//! thumbnail, a colour profile) does not come along, nor does anything that hides before, between or behind them.

use super::BestandFout;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, Limits};
use std::io::Cursor;

/// A photo of a telephone has 12 million.
const PIXELS_MAX: u64 = 40_000_000;
const GEHEUGEN_MAX: u64 = 256 * 1024 * 1024;
const KWALITEIT: u8 = 85;
/// A JPEG can tell its picture in many scans, each of which costs a walk over all pixels; ordinary ones have about ten.
const SCANS_MAX: usize = 100;

pub(super) fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, BestandFout> {
    let (jpeg, maten) = jpeg_alleen(bytes)?;
    past(maten)?;
    let beeld = decodeer(JpegDecoder::new(Cursor::new(jpeg)).map_err(onleesbaar)?)?;
    let beeld = match beeld.color() {
        ColorType::L8 => beeld,
        _ => beeld.into_rgb8().into(),
    };
    let mut uit = Vec::new();
    let maker = JpegEncoder::new_with_quality(&mut uit, KWALITEIT);
    beeld.write_with_encoder(maker).map_err(onleesbaar)?;
    Ok(uit)
}

/// Of an animation only the picture that a program shows which knows no animations.
pub(super) fn png(bytes: &[u8]) -> Result<Vec<u8>, BestandFout> {
    // Width and height stand at a fixed place, and are looked at before the decoder makes room for them.
    let getal =
        |van: usize| bytes.get(van..).and_then(|rest| rest.first_chunk()).copied().map(u32::from_be_bytes);
    let (Some(breed), Some(hoog)) = (getal(16), getal(20)) else { return Err(BestandFout::Beschadigd) };
    past((breed, hoog))?;
    let mut limieten = Limits::no_limits();
    limieten.max_alloc = Some(GEHEUGEN_MAX);
    let beeld = decodeer(PngDecoder::with_limits(Cursor::new(bytes), limieten).map_err(onleesbaar)?)?;
    let mut uit = Vec::new();
    let maker = PngEncoder::new_with_quality(&mut uit, CompressionType::Default, FilterType::Adaptive);
    acht_bits(beeld).write_with_encoder(maker).map_err(onleesbaar)?;
    Ok(uit)
}

fn past((breed, hoog): (u32, u32)) -> Result<(), BestandFout> {
    let pixels = u64::from(breed) * u64::from(hoog);
    if pixels <= PIXELS_MAX { Ok(()) } else { Err(BestandFout::TeVeelPixels) }
}

/// Upright: which side is up stands in what is thrown away.
fn decodeer(mut decoder: impl ImageDecoder) -> Result<DynamicImage, BestandFout> {
    past(decoder.dimensions())?;
    if decoder.total_bytes() > GEHEUGEN_MAX {
        return Err(BestandFout::TeVeelPixels);
    }
    let stand = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut beeld = DynamicImage::from_decoder(decoder).map_err(onleesbaar)?;
    beeld.apply_orientation(stand);
    Ok(beeld)
}

fn acht_bits(beeld: DynamicImage) -> DynamicImage {
    match beeld.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => beeld,
        ColorType::L16 => beeld.into_luma8().into(),
        ColorType::La16 => beeld.into_luma_alpha8().into(),
        ColorType::Rgb16 => beeld.into_rgb8().into(),
        _ => beeld.into_rgba8().into(),
    }
}

/// The texts of the decoders stay here: they can repeat what stands in the file.
fn onleesbaar(fout: ImageError) -> BestandFout {
    match fout {
        ImageError::Limits(_) => BestandFout::TeVeelPixels,
        _ => BestandFout::Beschadigd,
    }
}

/// The file up to the end of its first picture (telephones put films behind it), and width and height. The decoder is
/// lenient with a file that was cut off, and has no limit on scans; this walk along the markers is neither.
fn jpeg_alleen(bytes: &[u8]) -> Result<(&[u8], (u32, u32)), BestandFout> {
    let (mut plek, mut scans, mut maten) = (2, 0, None);
    loop {
        let soort = match bytes.get(plek..plek + 2) {
            Some([0xFF, 0xFF]) => {
                plek += 1;
                continue;
            }
            Some(&[0xFF, soort]) => soort,
            _ => return Err(BestandFout::Beschadigd),
        };
        plek += 2;
        match soort {
            0xD9 if scans > 0 => return Ok((&bytes[..plek], maten.ok_or(BestandFout::Beschadigd)?)),
            0x01 | 0xD0..=0xD7 => continue,
            0x00 | 0xD8 | 0xD9 => return Err(BestandFout::Beschadigd),
            _ => {}
        }
        let deel = segment(bytes, plek)?;
        plek += deel.len();
        match soort {
            // Start of frame; C4, C8 and CC are something else.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                // A second frame is for readers that we do not know.
                let (&[_, _, _, h1, h2, b1, b2, ..], None) = (deel, maten) else {
                    return Err(BestandFout::Beschadigd);
                };
                maten = Some((u16::from_be_bytes([b1, b2]).into(), u16::from_be_bytes([h1, h2]).into()));
            }
            0xDA => {
                scans += 1;
                if scans > SCANS_MAX {
                    return Err(BestandFout::Beschadigd);
                }
                plek += scandata(&bytes[plek..]).ok_or(BestandFout::Beschadigd)?;
            }
            _ => {}
        }
    }
}

/// With its two bytes of length.
fn segment(bytes: &[u8], plek: usize) -> Result<&[u8], BestandFout> {
    let rest = bytes.get(plek..).unwrap_or_default();
    let lengte = rest.first_chunk().map_or(0, |lengte| usize::from(u16::from_be_bytes(*lengte)));
    if lengte < 2 {
        return Err(BestandFout::Beschadigd);
    }
    rest.get(..lengte).ok_or(BestandFout::Beschadigd)
}

/// How long the pixels of a scan are: up to a marker that is neither an escaped FF nor a restart.
fn scandata(rest: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xFF, rest)
        .find(|&plek| !matches!(rest.get(plek + 1), Some(0x00 | 0xD0..=0xD7 | 0xFF)))
        .filter(|&plek| plek + 1 < rest.len())
}
