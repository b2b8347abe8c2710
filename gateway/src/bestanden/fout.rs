use std::io;

/// Why a file is not taken. Nothing from the file stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BestandFout {
    #[error("the file is empty")]
    Leeg,
    #[error("the file is larger than all files together may be")]
    TeGroot,
    #[error("an SVG can hold scripts")]
    Svg,
    #[error("a picture as an iPhone makes it (HEIC)")]
    Heic,
    #[error("a picture of a kind that is not taken")]
    AnderBeeld,
    #[error("a ZIP file")]
    Zip,
    #[error("a document of a word processor or spreadsheet")]
    Kantoor,
    #[error("neither a PDF nor a JPEG nor a PNG")]
    Onbekend,
    /// Something else can be found in it too (a polyglot).
    #[error("the file is more than one thing at once")]
    Meerduidig,
    #[error("the picture has more pixels than are read")]
    TeVeelPixels,
    #[error("the picture cannot be read to its end")]
    Beschadigd,
    #[error("the PDF is not as a PDF should be: {0}")]
    PdfOnleesbaar(&'static str),
    #[error("the PDF is encrypted")]
    PdfVersleuteld,
    #[error("the PDF can run something: a script, a program, a form that sends")]
    PdfActief,
    #[error("the PDF holds other files")]
    PdfIngesloten,
    #[error("the virus scanner found {0:?}")]
    Virus(String),
    #[error("the file cannot be scanned now: {0}")]
    NietGecontroleerd(#[from] ScannerFout),
}

/// Why there is no verdict of the virus scanner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScannerFout {
    #[error("no connection, or it broke off: {0}")]
    Onbereikbaar(io::ErrorKind),
    #[error("no answer within the deadline")]
    TeLaat,
    #[error("larger than the scanner takes (StreamMaxLength)")]
    TeGroot,
    #[error("an answer that is no verdict")]
    Onverwacht,
}

impl BestandFout {
    /// By which the app knows it, to say it in the citizen's language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Leeg => "leeg",
            Self::TeGroot => "teGroot",
            Self::Svg => "svg",
            Self::Heic => "heic",
            Self::AnderBeeld => "anderBeeld",
            Self::Zip => "zip",
            Self::Kantoor => "kantoor",
            Self::Onbekend => "onbekend",
            Self::Meerduidig => "meerduidig",
            Self::TeVeelPixels => "teVeelPixels",
            Self::Beschadigd => "beschadigd",
            Self::PdfOnleesbaar(_) => "pdfOnleesbaar",
            Self::PdfVersleuteld => "pdfVersleuteld",
            Self::PdfActief => "pdfActief",
            Self::PdfIngesloten => "pdfIngesloten",
            Self::Virus(_) => "virus",
            Self::NietGecontroleerd(_) => "nietGecontroleerd",
        }
    }

    /// What the citizen reads: what is wrong, and what to do.
    pub const fn uitleg(&self) -> &'static str {
        match self {
            Self::Leeg => "Dit bestand is leeg. Kies een ander bestand.",
            Self::TeGroot => "Dit bestand is te groot. Alle bestanden samen mogen 20 MB zijn.",
            Self::Svg => "Een SVG-bestand kan niet. Maak er een PNG of PDF van.",
            Self::Heic => {
                "Deze foto heeft de vorm HEIC. Die kunnen wij niet gebruiken. Bewaar de foto als JPEG en probeer het opnieuw."
            }
            Self::AnderBeeld => {
                "Dit soort plaatje kan niet. Bewaar het als JPEG of PNG en probeer het opnieuw."
            }
            Self::Zip => "Een zip-bestand kan niet. Stuur de bestanden die erin zitten los van elkaar.",
            Self::Kantoor => {
                "Een document van bijvoorbeeld Word of Excel kan niet. Sla het op als PDF en probeer het opnieuw."
            }
            Self::Onbekend => "Dit soort bestand kan niet. U kunt een PDF, JPEG of PNG sturen.",
            Self::Meerduidig => {
                "In dit bestand zit nog een ander soort bestand. Druk het af naar een nieuwe PDF en probeer het opnieuw."
            }
            Self::TeVeelPixels => {
                "Dit plaatje is te groot: het heeft meer dan 40 miljoen beeldpunten. Maak het kleiner en probeer het opnieuw."
            }
            Self::Beschadigd => {
                "Dit plaatje is beschadigd. Maak een nieuwe foto of scan en probeer het opnieuw."
            }
            Self::PdfOnleesbaar(_) => {
                "Deze PDF is beschadigd of niet goed gemaakt. Druk hem af naar een nieuwe PDF en probeer het opnieuw."
            }
            Self::PdfVersleuteld => {
                "Deze PDF is beveiligd, bijvoorbeeld met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw."
            }
            Self::PdfActief => {
                "In deze PDF zit een programma of een formulier dat iets doet. Druk hem af naar een nieuwe PDF en probeer het opnieuw."
            }
            Self::PdfIngesloten => {
                "In deze PDF zitten andere bestanden. Druk hem af naar een nieuwe PDF en probeer het opnieuw."
            }
            Self::Virus(_) => "Wij denken dat er een virus in dit bestand zit. Wij hebben het niet bewaard.",
            Self::NietGecontroleerd(_) => {
                "Uw bestand kan nu niet gecontroleerd worden op virussen. Probeer het straks opnieuw."
            }
        }
    }
}
