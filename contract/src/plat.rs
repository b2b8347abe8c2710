//! How the enums that carry their name in a member are read. What `serde` derives for them keeps every member aside until it
//! has seen the name, for each enum and each kind of value apart; that is 10 kB of the app (with brotli). A plain struct with
//! every member optional reads the same JSON. Writing is derived as ever, and a test holds the two against each other.

use crate::Datum;
use crate::klantbeeld::{Periode, Reden, Stand, Vlak, Waarde};
use crate::sessie::{Niveau, Sessie};
use serde::de::{Deserialize, Deserializer, Error};

/// Reads a `$soort` as a `$plat`.
macro_rules! lees_als {
    ($($soort:ty => $plat:ty),+) => {$(
        impl<'de> Deserialize<'de> for $soort {
            fn deserialize<D: Deserializer<'de>>(bron: D) -> Result<Self, D::Error> {
                <$plat>::deserialize(bron)?.lees().ok_or_else(|| D::Error::custom("an unknown name, or a member is missing"))
            }
        }
    )+};
}

lees_als!(Datum => Platdatum, Waarde => Platwaarde, Stand => Platstand, Sessie => Platsessie);

#[derive(serde::Deserialize)]
struct Platdatum {
    precisie: String,
    jaar: Option<u16>,
    maand: Option<u8>,
    dag: Option<u8>,
}

impl Platdatum {
    fn lees(self) -> Option<Datum> {
        Some(match self.precisie.as_str() {
            "onbekend" => Datum::Onbekend,
            "jaar" => Datum::Jaar { jaar: self.jaar? },
            "maand" => Datum::Maand { jaar: self.jaar?, maand: self.maand? },
            "dag" => Datum::Dag { jaar: self.jaar?, maand: self.maand?, dag: self.dag? },
            _ => return None,
        })
    }
}

#[derive(serde::Deserialize)]
struct Platwaarde {
    soort: String,
    tekst: Option<String>,
    getal: Option<i64>,
    decimaal: Option<String>,
    centen: Option<i64>,
    wanneer: Option<Datum>,
    periode: Option<Periode>,
    code: Option<String>,
    omschrijving: Option<String>,
    ja: Option<bool>,
    regels: Option<Vec<String>>,
    waarden: Option<Vec<Waarde>>,
    vlakken: Option<Vec<Vlak>>,
}

impl Platwaarde {
    fn lees(self) -> Option<Waarde> {
        Some(match self.soort.as_str() {
            "tekst" => Waarde::Tekst { tekst: self.tekst? },
            "getal" => Waarde::Getal { getal: self.getal? },
            "decimaal" => Waarde::Decimaal { decimaal: self.decimaal? },
            "bedrag" => Waarde::Bedrag { centen: self.centen? },
            "datum" => Waarde::Datum { datum: self.wanneer? },
            "periode" => Waarde::Periode { periode: self.periode? },
            "code" => Waarde::Code { code: self.code?, omschrijving: self.omschrijving },
            "jaNee" => Waarde::JaNee { ja: self.ja? },
            "adres" => Waarde::Adres { regels: self.regels? },
            "lijst" => Waarde::Lijst { waarden: self.waarden? },
            "tekening" => Waarde::Tekening { vlakken: self.vlakken? },
            "leeg" => Waarde::Leeg,
            "nietBegrepen" => Waarde::NietBegrepen,
            _ => return None,
        })
    }
}

#[derive(serde::Deserialize)]
struct Platstand {
    soort: String,
    reden: Option<Reden>,
    opnieuw: Option<bool>,
    nl: Option<String>,
    en: Option<String>,
}

impl Platstand {
    fn lees(self) -> Option<Stand> {
        Some(match self.soort.as_str() {
            "geladen" => Stand::Geladen,
            "geenGegevens" => Stand::GeenGegevens,
            "nietBeschikbaar" => Stand::NietBeschikbaar { reden: self.reden?, opnieuw: self.opnieuw? },
            "nietGerechtigd" => Stand::NietGerechtigd,
            "uitgeschakeld" => Stand::Uitgeschakeld { nl: self.nl?, en: self.en? },
            _ => return None,
        })
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Platsessie {
    stand: String,
    niveau: Option<Niveau>,
    resterende_seconden: Option<u32>,
    uiterste_seconden: Option<u32>,
}

impl Platsessie {
    fn lees(self) -> Option<Sessie> {
        Some(match self.stand.as_str() {
            "uitgelogd" => Sessie::Uitgelogd,
            "ingelogd" => Sessie::Ingelogd {
                niveau: self.niveau?,
                resterende_seconden: self.resterende_seconden?,
                uiterste_seconden: self.uiterste_seconden?,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::Laag;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    /// What is written is read again, whichever member comes first.
    fn heen_en_weer<T: Serialize + DeserializeOwned + PartialEq + Debug>(waarden: &[T]) {
        for waarde in waarden {
            let json = serde_json::to_string(waarde).unwrap();
            assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), waarde, "{json}");
            // A value of serde_json has its members in the order of the alphabet.
            let omgezet: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(&serde_json::from_value::<T>(omgezet).unwrap(), waarde, "{json}");
        }
    }

    fn datums() -> [Datum; 4] {
        [
            Datum::Onbekend,
            Datum::Jaar { jaar: 1956 },
            Datum::Maand { jaar: 1956, maand: 11 },
            Datum::Dag { jaar: 1956, maand: 11, dag: 15 },
        ]
    }

    #[test]
    fn every_date_and_value_is_read_as_it_is_written() {
        heen_en_weer(&datums());
        let tekst = || Waarde::Tekst { tekst: "a\"b".into() };
        let [van, .., tot] = datums().map(Some);
        heen_en_weer(&[
            tekst(),
            Waarde::Getal { getal: i64::MIN },
            Waarde::Decimaal { decimaal: "-0.00031".into() },
            Waarde::Bedrag { centen: -1 },
            Waarde::Datum { datum: datums()[3] },
            Waarde::Periode { periode: Periode { van, tot } },
            Waarde::Periode { periode: Periode { van: None, tot: None } },
            Waarde::Code { code: "1".into(), omschrijving: None },
            Waarde::Code { code: "1".into(), omschrijving: Some("een".into()) },
            Waarde::JaNee { ja: false },
            Waarde::Adres { regels: vec!["Turfmarkt 1".into()] },
            Waarde::Lijst { waarden: vec![tekst(), Waarde::Lijst { waarden: vec![] }] },
            Waarde::Tekening {
                vlakken: vec![Vlak { laag: Laag::Pand, eigen: true, ringen: vec![vec![(0, 0), (-5, 7)]] }],
            },
            Waarde::Leeg,
            Waarde::NietBegrepen,
        ]);
    }

    #[test]
    fn every_state_is_read_as_it_is_written() {
        heen_en_weer(&[
            Stand::Geladen,
            Stand::GeenGegevens,
            Stand::NietBeschikbaar { reden: Reden::HangtAf, opnieuw: true },
            Stand::NietGerechtigd,
            Stand::Uitgeschakeld { nl: "Tot zes uur.".into(), en: "Until six.".into() },
        ]);
        let ingelogd =
            Sessie::Ingelogd { niveau: Niveau::Hoog, resterende_seconden: 900, uiterste_seconden: 7200 };
        heen_en_weer(&[Sessie::Uitgelogd, ingelogd]);
    }

    #[test]
    fn an_unknown_name_and_a_missing_member_are_refused() {
        for json in [
            r#"{"soort":"nieuw"}"#,
            r#"{"soort":"tekst"}"#,
            r#"{"tekst":"x"}"#,
            r#"{"soort":"getal","getal":"1"}"#,
            r#"{"soort":"datum","wanneer":{"precisie":"dag","jaar":2026}}"#,
            "[]",
        ] {
            assert!(serde_json::from_str::<Waarde>(json).is_err(), "{json}");
        }
        assert!(serde_json::from_str::<Stand>(r#"{"soort":"nietBeschikbaar","reden":"rust"}"#).is_err());
        assert!(serde_json::from_str::<Sessie>(r#"{"stand":"ingelogd","niveau":"hoog"}"#).is_err());
        assert!(serde_json::from_str::<Sessie>("{}").is_err());
    }
}
