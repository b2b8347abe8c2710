//! Where a gegeven stands in a persoonslijst, by its URN, and what its value looks like there.

use super::super::datum::RuweDatum;
use super::super::invoer::elfproef;

/// The GBA form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vorm {
    /// At most so many characters.
    Tekst(usize),
    /// At most so many digits.
    Cijfers(usize),
    /// A code of a national table. Those of the demo are an excerpt, so only its form is checked.
    Code,
    Datum,
    /// A municipality by its code, or a place abroad by its name.
    Plaats,
    /// Yes is this value, no is nothing.
    Vlag(&'static str),
    Bsn,
    /// Up to three lines of an address abroad, in elements of their own.
    Regels,
}

/// Where the value of a gegeven stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plek {
    /// `02` stands for both parents.
    pub(crate) categorie: &'static str,
    pub(crate) element: &'static str,
    pub(crate) vorm: Vorm,
}

/// The elements of an address abroad.
pub(super) const REGELS: [&str; 3] = ["1330", "1340", "1350"];
/// The parents: which of the two it is stands in the category and not in an element.
pub(super) const OUDERAANDUIDING: &str = "urn:brp:ouders:ouderAanduiding";

/// The end of a URN, the element, the form.
type Regel = (&'static str, &'static str, Vorm);

const IK: &[Regel] = &[
    ("naam:voornamen", "0210", Vorm::Tekst(200)),
    ("naam:adellijkeTitelPredicaat", "0220", Vorm::Code),
    ("naam:voorvoegsel", "0230", Vorm::Tekst(10)),
    ("naam:geslachtsnaam", "0240", Vorm::Tekst(200)),
    ("naam:aanduidingNaamgebruik", "6110", Vorm::Code),
    ("geboorte:datum", "0310", Vorm::Datum),
    ("geboorte:plaats", "0320", Vorm::Plaats),
    ("geboorte:land", "0330", Vorm::Code),
    ("persoon:geslacht", "0410", Vorm::Code),
];
const VERWANT: &[Regel] = &[
    ("burgerservicenummer", "0120", Vorm::Bsn),
    ("naam:voornamen", "0210", Vorm::Tekst(200)),
    ("naam:adellijkeTitelPredicaat", "0220", Vorm::Code),
    ("naam:voorvoegsel", "0230", Vorm::Tekst(10)),
    ("naam:geslachtsnaam", "0240", Vorm::Tekst(200)),
    ("geboorte:datum", "0310", Vorm::Datum),
    ("geboorte:plaats", "0320", Vorm::Plaats),
    ("geboorte:land", "0330", Vorm::Code),
];
const OUDER: &[Regel] =
    &[("geslacht", "0410", Vorm::Code), ("datumIngangFamilierechtelijkeBetrekking", "6210", Vorm::Datum)];
const PARTNER: &[Regel] = &[
    ("geslacht", "0410", Vorm::Code),
    ("soortVerbintenis", "1510", Vorm::Code),
    ("aangaanHuwelijkPartnerschap:datum", "0610", Vorm::Datum),
    ("aangaanHuwelijkPartnerschap:plaats", "0620", Vorm::Plaats),
    ("aangaanHuwelijkPartnerschap:land", "0630", Vorm::Code),
    ("ontbindingHuwelijkPartnerschap:datum", "0710", Vorm::Datum),
];
const NATIONALITEIT: &[Regel] = &[
    ("nationaliteit", "0510", Vorm::Code),
    ("redenOpname", "6310", Vorm::Code),
    ("datumIngangGeldigheid", "8510", Vorm::Datum),
];
const OVERLIJDEN: &[Regel] =
    &[("datum", "0810", Vorm::Datum), ("plaats", "0820", Vorm::Plaats), ("land", "0830", Vorm::Code)];
const VERBLIJF: &[Regel] = &[
    ("gemeente:gemeenteVanInschrijving", "0910", Vorm::Code),
    ("gemeente:datumInschrijvingInGemeente", "0920", Vorm::Datum),
    ("adres:functieAdres", "1010", Vorm::Code),
    ("adres:datumVan", "1030", Vorm::Datum),
    ("adres:korteStraatnaam", "1110", Vorm::Tekst(24)),
    ("adres:officieleStraatnaam", "1115", Vorm::Tekst(80)),
    ("adres:huisnummer", "1120", Vorm::Cijfers(5)),
    ("adres:huisletter", "1130", Vorm::Tekst(1)),
    ("adres:huisnummertoevoeging", "1140", Vorm::Tekst(4)),
    ("adres:aanduidingBijHuisnummer", "1150", Vorm::Code),
    ("adres:postcode", "1160", Vorm::Tekst(7)),
    ("adres:woonplaats", "1170", Vorm::Tekst(80)),
    ("adres:adresseerbaarObjectIdentificatie", "1180", Vorm::Cijfers(16)),
    ("adres:nummeraanduidingIdentificatie", "1190", Vorm::Cijfers(16)),
    ("adres:locatiebeschrijving", "1210", Vorm::Tekst(35)),
    ("adres:land", "1310", Vorm::Code),
    ("adres:buitenland", "1330", Vorm::Regels),
    ("immigratie:landVanwaarIngeschreven", "1410", Vorm::Code),
    ("immigratie:datumVestigingInNederland", "1420", Vorm::Datum),
    ("adres:datumIngangGeldigheid", "8510", Vorm::Datum),
];
const VERBLIJFSTITEL: &[Regel] = &[
    ("aanduiding", "3910", Vorm::Code),
    ("datumEinde", "3920", Vorm::Datum),
    ("datumIngang", "3930", Vorm::Datum),
];
const GEZAG: &[Regel] = &[
    ("indicatieGezagMinderjarige", "3210", Vorm::Code),
    ("indicatieCurateleRegister", "3310", Vorm::Vlag("1")),
];
const INSCHRIJVING: &[Regel] = &[
    ("opschorting:datum", "6710", Vorm::Datum),
    ("opschorting:reden", "6720", Vorm::Code),
    ("gemeente:datumEersteInschrijvingGBA", "6810", Vorm::Datum),
];
const KIESRECHT: &[Regel] = &[
    ("europeeskiesrecht:aanduiding", "3110", Vorm::Code),
    ("europeeskiesrecht:einddatumUitsluiting", "3130", Vorm::Datum),
    ("kiesrecht:uitgeslotenVanKiesrecht", "3810", Vorm::Vlag("A")),
    ("kiesrecht:einddatum", "3820", Vorm::Datum),
];

/// What a URN of the BRP may begin with behind `urn:brp:`, its category, and what may come behind that.
const TABEL: &[(&str, &str, &[&[Regel]])] = &[
    ("", "01", &[IK]),
    ("", "07", &[INSCHRIJVING]),
    ("", "08", &[VERBLIJF]),
    ("", "13", &[KIESRECHT]),
    ("ouders:", "02", &[VERWANT, OUDER]),
    ("partners:", "05", &[VERWANT, PARTNER]),
    ("kinderen:", "09", &[VERWANT]),
    ("nationaliteiten:", "04", &[NATIONALITEIT]),
    ("overlijden:", "06", &[OVERLIJDEN]),
    ("verblijfstitel:", "10", &[VERBLIJFSTITEL]),
    ("gezagsverhouding:", "11", &[GEZAG]),
];

impl Plek {
    /// Nothing for what the registry derives, and for what it does not hold.
    pub(crate) fn van(urn: &str) -> Option<Self> {
        let naam = urn.strip_prefix("urn:brp:")?;
        TABEL.iter().find_map(|(begin, categorie, regels)| {
            let rest = naam.strip_prefix(begin)?;
            let regel = regels.iter().copied().flatten().find(|(einde, _, _)| *einde == rest)?;
            Some(Self { categorie, element: regel.1, vorm: regel.2 })
        })
    }

    /// The elements that the value fills.
    pub(crate) fn elementen(self) -> Vec<&'static str> {
        if self.vorm == Vorm::Regels { REGELS.to_vec() } else { vec![self.element] }
    }

    /// The value as the registry keeps it, by element; nothing for an element that becomes empty.
    pub(crate) fn ruw(self, waarde: Option<&str>) -> Option<Vec<(&'static str, Option<String>)>> {
        let Some(waarde) = waarde else {
            return Some(self.elementen().into_iter().map(|element| (element, None)).collect());
        };
        if self.vorm == Vorm::Regels {
            let regels: Vec<&str> = waarde.lines().map(str::trim).filter(|regel| !regel.is_empty()).collect();
            let goed = (1..=3).contains(&regels.len()) && regels.iter().all(|regel| past(regel, 35));
            let regel = |plek: usize| regels.get(plek).map(|regel| (*regel).to_owned());
            return goed.then(|| {
                REGELS.into_iter().enumerate().map(|(plek, element)| (element, regel(plek))).collect()
            });
        }
        if let Vorm::Vlag(ja) = self.vorm {
            let vlag = waarde.parse::<bool>().ok()?.then(|| ja.to_owned());
            return Some(vec![(self.element, vlag)]);
        }
        self.een(waarde.trim()).map(|ruw| vec![(self.element, Some(ruw))])
    }

    fn een(self, waarde: &str) -> Option<String> {
        let cijfers =
            |hoogstens: usize| past(waarde, hoogstens) && waarde.bytes().all(|b| b.is_ascii_digit());
        let goed = match self.vorm {
            Vorm::Tekst(hoogstens) => past(waarde, hoogstens),
            Vorm::Plaats => past(waarde, 40),
            Vorm::Cijfers(hoogstens) => cijfers(hoogstens),
            Vorm::Code => past(waarde, 4) && waarde.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'),
            Vorm::Bsn => elfproef(waarde),
            Vorm::Datum => return ruwe_datum(waarde),
            Vorm::Vlag(_) | Vorm::Regels => false,
        };
        goed.then(|| waarde.to_owned())
    }

    /// What the registry keeps, as a terugmelding writes it.
    pub(crate) fn leesbaar(self, ruw: &str) -> String {
        match self.vorm {
            Vorm::Datum => leesbare_datum(ruw),
            Vorm::Vlag(ja) => (ruw == ja).to_string(),
            _ => ruw.to_owned(),
        }
    }
}

fn past(tekst: &str, hoogstens: usize) -> bool {
    (1..=hoogstens).contains(&tekst.chars().count()) && !tekst.chars().any(char::is_control)
}

/// `2015-03-12`, `2015-03`, `2015` or `onbekend` as eight digits.
pub(crate) fn ruwe_datum(waarde: &str) -> Option<String> {
    if waarde == "onbekend" {
        return Some("00000000".to_owned());
    }
    let delen: Vec<&str> = waarde.split('-').collect();
    let lengtes: Vec<usize> = delen.iter().map(|deel| deel.len()).collect();
    if !matches!(lengtes.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
        return None;
    }
    let ruw = format!("{:0<8}", delen.concat());
    (RuweDatum::zuiver(&ruw) && RuweDatum::lees(&ruw) != Some(RuweDatum::Onbekend)).then_some(ruw)
}

pub(crate) fn leesbare_datum(ruw: &str) -> String {
    let (jaar, maand, dag) = (ruw.get(..4), ruw.get(4..6), ruw.get(6..8));
    match (jaar, maand, dag) {
        (Some("0000"), ..) => "onbekend".to_owned(),
        (Some(jaar), Some("00"), _) => jaar.to_owned(),
        (Some(jaar), Some(maand), Some("00")) => format!("{jaar}-{maand}"),
        (Some(jaar), Some(maand), Some(dag)) => format!("{jaar}-{maand}-{dag}"),
        _ => ruw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_element_of_a_gegeven() {
        for (urn, categorie, element) in [
            ("urn:brp:naam:voornamen", "01", "0210"),
            ("urn:brp:kinderen:geboorte:datum", "09", "0310"),
            ("urn:brp:partners:aangaanHuwelijkPartnerschap:datum", "05", "0610"),
            ("urn:brp:ouders:geslacht", "02", "0410"),
            ("urn:brp:adres:postcode", "08", "1160"),
            ("urn:brp:nationaliteiten:nationaliteit", "04", "0510"),
        ] {
            let plek = Plek::van(urn).unwrap();
            assert_eq!((plek.categorie, plek.element), (categorie, element), "{urn}");
        }
        for urn in [
            "urn:brp:naam:volledigeNaam",
            "urn:kvk:onderneming:naam",
            "urn:brp:kinderen:geslacht",
            OUDERAANDUIDING,
        ] {
            assert_eq!(Plek::van(urn), None, "{urn}");
        }
    }

    #[test]
    fn a_date_goes_there_and_back_as_far_as_it_is_known() {
        let datum = Plek::van("urn:brp:geboorte:datum").unwrap();
        for (waarde, ruw) in [
            ("2015-03-12", "20150312"),
            ("2015-03", "20150300"),
            ("2015", "20150000"),
            ("onbekend", "00000000"),
        ] {
            assert_eq!(datum.ruw(Some(waarde)).unwrap(), [("0310", Some(ruw.to_owned()))]);
            assert_eq!(datum.leesbaar(ruw), waarde);
        }
        for fout in ["2015-02-30", "12-03-2015", "2015-13", "0000", "", "20150312", "2015-3-1"] {
            assert_eq!(datum.ruw(Some(fout)), None, "{fout}");
        }
        assert_eq!(datum.ruw(None).unwrap(), [("0310", None)]);
    }

    #[test]
    fn refuses_what_the_registry_cannot_hold() {
        for (urn, fout) in [
            ("urn:brp:adres:huisletter", "AB"),
            ("urn:brp:adres:huisnummer", "12b"),
            ("urn:brp:kinderen:burgerservicenummer", "123456789"),
            ("urn:brp:naam:voornamen", "Jo\nAnn"),
            ("urn:brp:geboorte:land", "Nederland"),
            ("urn:brp:gezagsverhouding:indicatieCurateleRegister", "misschien"),
            ("urn:brp:adres:buitenland", "1\n2\n3\n4"),
        ] {
            assert_eq!(Plek::van(urn).unwrap().ruw(Some(fout)), None, "{urn}");
        }
        let regels = Plek::van("urn:brp:adres:buitenland").unwrap().ruw(Some("Rue 1\nParijs")).unwrap();
        assert_eq!(regels, [("1330", Some("Rue 1".into())), ("1340", Some("Parijs".into())), ("1350", None)]);
    }
}
