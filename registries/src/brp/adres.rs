//! Where someone lives: the place of residence, the address lines, immigration.

use serde_json::{Map, Value, json};

use super::lijst::{Context, Groep, Voorkomen};
use super::onderzoek::{self, Onderzoek, Velden};

/// The kinds of residence; what tells them apart is which element is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Soort {
    Adres,
    Locatie,
    Buitenland,
    Onbekend,
}

impl Soort {
    pub(crate) fn van(v: &Voorkomen) -> Option<Self> {
        if v.ruw("1110").is_some() {
            return Some(Self::Adres);
        }
        if v.ruw("1210").is_some() {
            return Some(Self::Locatie);
        }
        v.ruw("1310").map(|land| if land == "0000" { Self::Onbekend } else { Self::Buitenland })
    }

    pub(crate) fn binnenland(self) -> bool {
        matches!(self, Self::Adres | Self::Locatie)
    }

    pub(crate) fn naam(self) -> &'static str {
        match self {
            Self::Adres => "Adres",
            Self::Locatie => "Locatie",
            Self::Buitenland => "VerblijfplaatsBuitenland",
            Self::Onbekend => "VerblijfplaatsOnbekend",
        }
    }

    /// The fields of the residence itself, and of the address in it, that an investigation can touch.
    fn velden(self) -> (&'static Velden, &'static Velden) {
        match self {
            Self::Adres => (
                &[
                    ("type", &["1110"]),
                    ("datumVan", &["1030"]),
                    ("datumIngangGeldigheid", &["8510"]),
                    ("nummeraanduidingIdentificatie", &["1190"]),
                    ("adresseerbaarObjectIdentificatie", &["1180"]),
                    ("functieAdres", &["1010"]),
                ],
                &[
                    ("korteStraatnaam", &["1110"]),
                    ("officieleStraatnaam", &["1115"]),
                    ("huisnummer", &["1120"]),
                    ("huisletter", &["1130"]),
                    ("huisnummertoevoeging", &["1140"]),
                    ("aanduidingBijHuisnummer", &["1150"]),
                    ("postcode", &["1160"]),
                    ("woonplaats", &["1170"]),
                ],
            ),
            Self::Locatie => (
                &[
                    ("type", &["1210"]),
                    ("datumVan", &["1030"]),
                    ("datumIngangGeldigheid", &["8510"]),
                    ("functieAdres", &["1010"]),
                ],
                &[("locatiebeschrijving", &["1210"])],
            ),
            Self::Buitenland => (
                &[("type", &["1310"]), ("datumVan", &["1320"]), ("datumIngangGeldigheid", &["8510"])],
                &[("land", &["1310"]), ("regel1", &["1330"]), ("regel2", &["1340"]), ("regel3", &["1350"])],
            ),
            Self::Onbekend => {
                (&[("type", &["1310"]), ("datumVan", &["1320"]), ("datumIngangGeldigheid", &["8510"])], &[])
            }
        }
    }
}

pub(crate) fn verblijfplaats(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    let soort = Soort::van(v)?;
    let onderzoek = Onderzoek::van(v);
    let (velden, adresvelden) = soort.velden();
    let mut adres = Groep::default();
    match soort {
        Soort::Adres => binnenlands_adres(&mut adres, v, ctx),
        Soort::Locatie => _ = adres.zet("locatiebeschrijving", v.tekst("1210")),
        Soort::Buitenland => {
            adres
                .zet("regel1", v.tekst("1330"))
                .zet("regel2", v.tekst("1340"))
                .zet("regel3", v.tekst("1350"))
                .zet("land", ctx.waardetabel(v, "1310", "land"));
        }
        Soort::Onbekend => {}
    }
    adres.zet("inOnderzoek", onderzoek::groep_verblijf(onderzoek, adresvelden));
    let mut groep = Groep::default();
    groep.zet("type", Some(soort.naam())).datum("datumIngangGeldigheid", v.datum("8510"));
    groep.datum("datumVan", v.datum(if soort.binnenland() { "1030" } else { "1320" }));
    if soort.binnenland() {
        groep.zet("functieAdres", ctx.waardetabel(v, "1010", "functieAdres"));
        let niet_op_adres = onderzoek.is_some_and(Onderzoek::verblijft_niet_op_adres);
        groep.zet("indicatieVastgesteldVerblijftNietOpAdres", niet_op_adres.then_some(true));
    }
    if soort == Soort::Adres {
        groep
            .zet("adresseerbaarObjectIdentificatie", v.tekst("1180"))
            .zet("nummeraanduidingIdentificatie", v.tekst("1190"));
    }
    groep.zet("verblijfadres", adres.klaar());
    groep.zet("inOnderzoek", onderzoek::groep_verblijf(onderzoek, velden));
    groep.klaar()
}

fn binnenlands_adres(adres: &mut Groep, v: &Voorkomen, ctx: &Context<'_>) {
    adres
        .zet("korteStraatnaam", v.tekst("1110"))
        .zet("officieleStraatnaam", v.tekst("1115"))
        .zet("huisnummer", v.tekst("1120").and_then(|nummer| nummer.parse::<u32>().ok()))
        .zet("huisletter", v.tekst("1130"))
        .zet("huisnummertoevoeging", v.tekst("1140"))
        .zet("aanduidingBijHuisnummer", ctx.waardetabel(v, "1150", "aanduidingBijHuisnummer"))
        .zet("postcode", v.tekst("1160"))
        .zet("woonplaats", v.tekst("1170"));
}

pub(crate) const ADRESREGELS: &Velden = &[
    ("adresregel1", &["1110", "1120", "1130", "1140", "1150", "1210", "1330"]),
    ("adresregel2", &["0910", "1160", "1170", "1340"]),
    ("adresregel3", &["1350"]),
    ("land", &["1310"]),
];

/// The part of `adressering` that says where to; what is in onderzoek goes to `in_onderzoek`.
pub(crate) fn adresregels(v: &Voorkomen, ctx: &Context<'_>, in_onderzoek: &mut Groep) -> Map<String, Value> {
    let mut groep = Groep::default();
    let onderzoek = Onderzoek::van(v);
    let gemeente = v.tekst("0910").and_then(|code| ctx.omschrijving("gemeente", code));
    match Soort::van(v) {
        Some(Soort::Adres) => {
            if let (Some(straat), Some(huisnummer)) = (v.tekst("1110"), v.tekst("1120")) {
                groep.zet("adresregel1", Some(straatregel(v, straat, huisnummer)));
                let plaats = v.tekst("1170").or(gemeente);
                groep.zet(
                    "adresregel2",
                    v.tekst("1160").zip(plaats).map(|(postcode, plaats)| plaatsregel(postcode, plaats)),
                );
            }
        }
        Some(Soort::Locatie) => {
            groep.zet("adresregel1", v.tekst("1210")).zet("adresregel2", gemeente.map(str::to_uppercase));
        }
        Some(Soort::Buitenland) => {
            let regels = [("adresregel1", "1330"), ("adresregel2", "1340"), ("adresregel3", "1350")];
            if regels.iter().any(|(_, element)| v.tekst(element).is_some()) {
                for (veld, element) in regels {
                    groep.zet(veld, v.tekst(element));
                }
                // An address in the Netherlands in the register of non-residents needs no country on the envelope.
                groep.zet("land", ctx.waardetabel(v, "1310", "land").filter(|land| land["code"] != "6030"));
            }
        }
        Some(Soort::Onbekend) | None => {}
    }
    let niet_op_adres = onderzoek.is_some_and(Onderzoek::verblijft_niet_op_adres);
    groep.zet("indicatieVastgesteldVerblijftNietOpAdres", niet_op_adres.then_some(true));
    onderzoek::voeg_toe(
        in_onderzoek,
        onderzoek,
        ADRESREGELS,
        "datumIngangOnderzoekVerblijfplaats",
        Onderzoek::raakt_verblijf,
    );
    groep.map()
}

/// "Cronus 555 B73c", "Atatürkstraat 9-2", "1e Exloërmond t/o 3".
fn straatregel(v: &Voorkomen, straat: &str, huisnummer: &str) -> String {
    let aanduiding = match v.tekst("1150") {
        Some("by") => " bij",
        Some("to") => " t/o",
        _ => "",
    };
    let rest = match (v.tekst("1130"), v.tekst("1140")) {
        (None, None) => String::new(),
        (Some(letter), toevoeging) => format!(" {letter}{}", toevoeging.unwrap_or_default()),
        (None, Some(toevoeging)) if toevoeging.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("-{toevoeging}")
        }
        (None, Some(toevoeging)) => format!(" {toevoeging}"),
    };
    format!("{straat}{aanduiding} {huisnummer}{rest}")
}

/// "2583 XL  SCHEVENINGEN": two spaces between the postcode and the place.
fn plaatsregel(postcode: &str, plaats: &str) -> String {
    let postcode: String = postcode.split_whitespace().collect();
    let (cijfers, letters) = postcode.split_at_checked(4).unwrap_or((&postcode, ""));
    format!("{cijfers} {letters}  {}", plaats.to_uppercase())
}

pub(super) fn immigratie(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    const VELDEN: &Velden = &[
        ("datumVestigingInNederland", &["1420"]),
        ("indicatieVestigingVanuitBuitenland", &["1420"]),
        ("landVanwaarIngeschreven", &["1410"]),
        ("vanuitVerblijfplaatsOnbekend", &["1410"]),
    ];
    let vestiging = v.datum("1420");
    let onbekend = v.ruw("1410") == Some("0000");
    Groep::default()
        .datum("datumVestigingInNederland", vestiging)
        .zet("indicatieVestigingVanuitBuitenland", vestiging.map(|_| true))
        .zet("landVanwaarIngeschreven", ctx.waardetabel(v, "1410", "land"))
        .zet("vanuitVerblijfplaatsOnbekend", onbekend.then_some(json!(true)))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), VELDEN))
        .klaar()
}

#[cfg(test)]
mod tests;
