//! What the raw test set says that the app must show, worked out from the Logisch Ontwerp BRP and the standard's own
//! descriptions; not from the stand-in.

use super::{Beeld, Inhoud, gesorteerd};
use serde_json::{Value, json};

/// Gegevens that the standard computes: the raw set holds no such value to compare with. The stand-in's own tests hold
/// them against the rules.
pub(super) fn is_afgeleid(id: &str) -> bool {
    const EINDEN: [&str; 6] = [
        ".voorletters",
        ".leeftijd",
        ".volledigeNaam",
        ".naam",
        ".indicatieVestigingVanuitBuitenland",
        ".toelichting",
    ];
    const BEGINNEN: [&str; 1] = ["brp.aanschrijving"];
    EINDEN.iter().any(|einde| id.ends_with(einde)) || BEGINNEN.iter().any(|begin| id.starts_with(begin))
}

pub(super) fn beeld(persoon: &Value) -> Beeld {
    let mut groepen = Beeld::new();
    let mut groep = |naam: &str, voorkomens: Vec<Inhoud>| {
        let gevuld: Vec<Inhoud> = voorkomens.into_iter().filter(|inhoud| !inhoud.is_empty()).collect();
        if !gevuld.is_empty() {
            groepen.insert(naam.to_owned(), gevuld);
        }
    };
    let een = |naam: &str, lezen: fn(&Value, &mut Lezer)| vec![Lezer::van(naam, persoon, lezen)];
    let lijst = |naam: &str, veld: &str, lezen: fn(&Value, &mut Lezer)| {
        let mut items = persoon[veld].as_array().cloned().unwrap_or_default();
        if veld == "gezag" {
            items.retain_mut(|item| vul_minderjarige_aan(item, persoon));
        }
        items.iter().map(|een| Lezer::van(naam, een, lezen)).collect()
    };
    groep("brp.naam", een("brp.naam", naam_van_persoon));
    groep("brp.persoon", een("brp.persoon", identiteit));
    groep("brp.geboorte", een("brp.geboorte", |p, l| plaats_en_tijd(&p["geboorte"], l, "")));
    groep("brp.overlijden", een("brp.overlijden", |p, l| plaats_en_tijd(&p["overlijden"], l, "")));
    groep("brp.gemeente", een("brp.gemeente", inschrijving));
    groep("brp.adres", een("brp.adres", adres));
    groep("brp.geheimhouding", een("brp.geheimhouding", geheimhouding));
    groep(
        "brp.opschorting",
        een("brp.opschorting", |p, l| l.code_en_datum(&p["opschortingBijhouding"], "reden", "datum")),
    );
    groep("brp.kiesrecht", een("brp.kiesrecht", kiesrecht));
    groep("brp.europeeskiesrecht", een("brp.europeeskiesrecht", europees_kiesrecht));
    groep("brp.gezagsverhouding", een("brp.gezagsverhouding", gezagsverhouding));
    groep("brp.immigratie", een("brp.immigratie", immigratie));
    groep("brp.verblijfstitel", een("brp.verblijfstitel", verblijfstitel));
    groep("brp.verificatie", een("brp.verificatie", verificatie));
    groep("brp.nationaliteiten", lijst("brp.nationaliteiten", "nationaliteiten", nationaliteit));
    groep("brp.partners", lijst("brp.partners", "partners", partner));
    groep("brp.kinderen", lijst("brp.kinderen", "kinderen", kind));
    groep("brp.ouders", lijst("brp.ouders", "ouders", ouder));
    groep("brp.gezag", lijst("brp.gezag", "gezag", gezag));
    groep("brp.rni", lijst("brp.rni", "rni", rni));
    gesorteerd(groepen)
}

/// Collects what one occurrence must hold.
pub(super) struct Lezer {
    groep: String,
    inhoud: Inhoud,
}

impl Lezer {
    fn van(groep: &str, bron: &Value, lezen: fn(&Value, &mut Lezer)) -> Inhoud {
        let mut nieuw = Lezer { groep: groep.to_owned(), inhoud: Inhoud::new() };
        lezen(bron, &mut nieuw);
        nieuw.inhoud
    }

    fn zet(&mut self, id: &str, waarde: impl Into<String>) {
        self.inhoud.insert(format!("{}.{id}", self.groep), waarde.into());
    }

    /// A lone full stop stands for "unknown" in a name (LO BRP, element 02.40).
    fn tekst(&mut self, id: &str, waarde: &Value) {
        if let Some(tekst) = waarde.as_str().filter(|tekst| !tekst.trim().is_empty() && *tekst != ".") {
            self.zet(id, tekst);
        }
    }

    fn datum(&mut self, id: &str, waarde: &Value) {
        if let Some(datum) = waarde.as_str() {
            self.zet(id, datum_als_tekst(datum));
        }
    }

    fn code(&mut self, id: &str, waarde: &Value) {
        let deel = |naam: &str| waarde[naam].as_str().unwrap_or_default();
        match (deel("code"), deel("omschrijving")) {
            ("", "") => {}
            // A place abroad has a description and no code.
            ("", tekst) => self.zet(id, tekst),
            (code, tekst) => self.zet(id, format!("{code}|{tekst}")),
        }
    }

    fn waar(&mut self, id: &str, waarde: &Value) {
        if waarde == &Value::Bool(true) || waarde == "1" {
            self.zet(id, "true");
        }
    }

    fn code_en_datum(&mut self, bron: &Value, code: &str, datum: &str) {
        self.code(code, &bron[code]);
        self.datum(datum, &bron[datum]);
    }
}

/// Where the set names nobody, the relation is about the person whose record it stands in, as long as that person is
/// (or may be) a minor: the standard gives what holds now. Returns whether the relation holds.
fn vul_minderjarige_aan(gezag: &mut Value, persoon: &Value) -> bool {
    if gezag.as_object().is_some_and(|velden| velden.len() > 1) {
        return true;
    }
    gezag["minderjarige"] = json!({ "burgerservicenummer": persoon["burgerservicenummer"] });
    let geboren = persoon["geboorte"]["datum"].as_str().unwrap_or("00000000");
    let laatste = match (&geboren[..4], &geboren[4..6], &geboren[6..]) {
        ("0000", _, _) => "99999999".to_owned(),
        (jaar, "00", _) => format!("{jaar}1231"),
        (_, _, "00") => format!("{}31", &geboren[..6]),
        _ => geboren.to_owned(),
    };
    laatste.as_str() > "20081122"
}

/// yyyymmdd, where 00 stands for an unknown part.
pub(super) fn datum_als_tekst(datum: &str) -> &str {
    match (&datum[..4], &datum[4..6], &datum[6..]) {
        ("0000", _, _) => "onbekend",
        (jaar, "00", _) => jaar,
        (_, _, "00") => &datum[..6],
        _ => datum,
    }
}

fn naam(bron: &Value, l: &mut Lezer, voor: &str) {
    for deel in ["voornamen", "voorvoegsel", "geslachtsnaam"] {
        l.tekst(&format!("{voor}{deel}"), &bron[deel]);
    }
    l.code(&format!("{voor}adellijkeTitelPredicaat"), &bron["adellijkeTitelPredicaat"]);
    if let Some(soort) = bron["adellijkeTitelPredicaat"]["soort"].as_str() {
        l.zet(&format!("{voor}adellijkeTitelPredicaatSoort"), format!("{soort}|"));
    }
}

fn naam_van_persoon(persoon: &Value, l: &mut Lezer) {
    naam(&persoon["naam"], l, "");
    l.code("aanduidingNaamgebruik", &persoon["naam"]["aanduidingNaamgebruik"]);
}

fn identiteit(persoon: &Value, l: &mut Lezer) {
    l.tekst("burgerservicenummer", &persoon["burgerservicenummer"]);
    l.tekst("aNummer", &persoon["aNummer"]);
    l.code("geslacht", &persoon["geslacht"]);
}

fn plaats_en_tijd(bron: &Value, l: &mut Lezer, voor: &str) {
    l.datum(&format!("{voor}datum"), &bron["datum"]);
    l.code(&format!("{voor}plaats"), &bron["plaats"]);
    l.code(&format!("{voor}land"), &bron["land"]);
}

fn inschrijving(persoon: &Value, l: &mut Lezer) {
    l.code("gemeenteVanInschrijving", &persoon["gemeenteVanInschrijving"]);
    l.datum("datumInschrijvingInGemeente", &persoon["datumInschrijvingInGemeente"]);
    l.datum("datumEersteInschrijvingGBA", &persoon["datumEersteInschrijvingGBA"]);
}

fn adres(persoon: &Value, l: &mut Lezer) {
    let bron = &persoon["verblijfplaats"];
    let heeft = |veld: &str| bron.get(veld).is_some();
    l.datum("datumIngangGeldigheid", &bron["datumIngangGeldigheid"]);
    if heeft("land") || heeft("datumAanvangAdresBuitenland") {
        l.datum("datumVan", &bron["datumAanvangAdresBuitenland"]);
        if bron["land"]["code"] == "0000" {
            l.zet("type", "VerblijfplaatsOnbekend|");
            return;
        }
        l.zet("type", "VerblijfplaatsBuitenland|");
        l.code("land", &bron["land"]);
        let regels: Vec<&str> = ["regel1", "regel2", "regel3"]
            .iter()
            .filter_map(|regel| bron[*regel].as_str().filter(|regel| !regel.trim().is_empty()))
            .collect();
        if !regels.is_empty() {
            l.zet("buitenland", regels.join("|"));
        }
        return;
    }
    l.datum("datumVan", &bron["datumAanvangAdreshouding"]);
    l.code("functieAdres", &bron["functieAdres"]);
    if bron["inOnderzoek"]["aanduidingGegevensInOnderzoek"] == "089999" {
        l.zet("indicatieVastgesteldVerblijftNietOpAdres", "true");
    }
    if heeft("locatiebeschrijving") {
        l.zet("type", "Locatie|");
        l.tekst("locatiebeschrijving", &bron["locatiebeschrijving"]);
        return;
    }
    l.zet("type", "Adres|");
    l.tekst("officieleStraatnaam", &bron["naamOpenbareRuimte"]);
    l.tekst("korteStraatnaam", &bron["straat"]);
    for veld in ["huisletter", "huisnummertoevoeging", "postcode", "woonplaats"] {
        l.tekst(veld, &bron[veld]);
    }
    l.tekst("huisnummer", &bron["huisnummer"]);
    l.code("aanduidingBijHuisnummer", &bron["aanduidingBijHuisnummer"]);
    l.tekst("adresseerbaarObjectIdentificatie", &bron["adresseerbaarObjectIdentificatie"]);
    l.tekst("nummeraanduidingIdentificatie", &bron["nummeraanduidingIdentificatie"]);
}

fn geheimhouding(persoon: &Value, l: &mut Lezer) {
    l.waar("geheimhoudingPersoonsgegevens", &persoon["geheimhoudingPersoonsgegevens"]);
}

fn kiesrecht(persoon: &Value, l: &mut Lezer) {
    l.waar("uitgeslotenVanKiesrecht", &persoon["uitsluitingKiesrecht"]["uitgeslotenVanKiesrecht"]);
    l.datum("einddatum", &persoon["uitsluitingKiesrecht"]["einddatum"]);
}

fn europees_kiesrecht(persoon: &Value, l: &mut Lezer) {
    l.code_en_datum(&persoon["europeesKiesrecht"], "aanduiding", "einddatumUitsluiting");
}

fn gezagsverhouding(persoon: &Value, l: &mut Lezer) {
    l.waar("indicatieCurateleRegister", &persoon["indicatieCurateleRegister"]);
    l.code("indicatieGezagMinderjarige", &persoon["indicatieGezagMinderjarige"]);
}

fn immigratie(persoon: &Value, l: &mut Lezer) {
    let bron = &persoon["immigratie"];
    l.datum("datumVestigingInNederland", &bron["datumVestigingInNederland"]);
    if bron["landVanwaarIngeschreven"]["code"] == "0000" {
        l.zet("vanuitVerblijfplaatsOnbekend", "true");
    } else {
        l.code("landVanwaarIngeschreven", &bron["landVanwaarIngeschreven"]);
    }
}

/// A title that has ended, or that never was one (code 98), is not delivered: the standard gives what holds now.
fn verblijfstitel(persoon: &Value, l: &mut Lezer) {
    let bron = &persoon["verblijfstitel"];
    let verlopen =
        bron["datumEinde"].as_str().is_some_and(|einde| einde != "00000000" && einde <= "20261122");
    if bron["aanduiding"]["code"] != "98" && !verlopen {
        l.code_en_datum(bron, "aanduiding", "datumIngang");
        l.datum("datumEinde", &bron["datumEinde"]);
    }
}

fn verificatie(persoon: &Value, l: &mut Lezer) {
    l.datum("datum", &persoon["verificatie"]["datum"]);
    l.tekst("omschrijving", &persoon["verificatie"]["omschrijving"]);
}

fn nationaliteit(bron: &Value, l: &mut Lezer) {
    let code = bron["nationaliteit"]["code"].as_str().unwrap_or_default();
    let soort = match code {
        "0000" => "NationaliteitOnbekend",
        "0002" => "BehandeldAlsNederlander",
        "0499" => "Staatloos",
        "0500" => "VastgesteldNietNederlander",
        _ => "Nationaliteit",
    };
    l.zet("type", format!("{soort}|"));
    if soort == "Nationaliteit" {
        l.code("nationaliteit", &bron["nationaliteit"]);
    }
    l.code("redenOpname", &bron["redenOpname"]);
    l.datum("datumIngangGeldigheid", &bron["datumIngangGeldigheid"]);
}

fn gerelateerde(bron: &Value, l: &mut Lezer) {
    l.tekst("burgerservicenummer", &bron["burgerservicenummer"]);
    naam(&bron["naam"], l, "naam.");
    plaats_en_tijd(&bron["geboorte"], l, "geboorte.");
}

fn kind(bron: &Value, l: &mut Lezer) {
    gerelateerde(bron, l);
}

fn ouder(bron: &Value, l: &mut Lezer) {
    gerelateerde(bron, l);
    if let Some(nummer) = bron["ouderAanduiding"].as_str() {
        l.zet("ouderAanduiding", format!("{nummer}|"));
    }
    l.code("geslacht", &bron["geslacht"]);
    l.datum("datumIngangFamilierechtelijkeBetrekking", &bron["datumIngangFamilierechtelijkeBetrekking"]);
}

fn partner(bron: &Value, l: &mut Lezer) {
    gerelateerde(bron, l);
    l.code("geslacht", &bron["geslacht"]);
    l.code("soortVerbintenis", &bron["soortVerbintenis"]);
    plaats_en_tijd(&bron["aangaanHuwelijkPartnerschap"], l, "aangaanHuwelijkPartnerschap.");
    l.datum("ontbindingHuwelijkPartnerschap.datum", &bron["ontbindingHuwelijkPartnerschap"]["datum"]);
}

/// The set has the name of before version 2.5 for two parents together.
fn gezag(bron: &Value, l: &mut Lezer) {
    let soort = match bron["type"].as_str().unwrap_or_default() {
        "TweehoofdigOuderlijkGezag" => "GezamenlijkOuderlijkGezag",
        anders => anders,
    };
    l.zet("type", format!("{soort}|"));
    for rol in ["minderjarige", "ouder", "derde"] {
        l.tekst(&format!("{rol}.burgerservicenummer"), &bron[rol]["burgerservicenummer"]);
    }
    // The set knows only third parties with a number; the standard gives those a type.
    for rol in ["derde", "derden"] {
        let aantal = if bron[rol].is_object() { 1 } else { bron[rol].as_array().map_or(0, Vec::len) };
        if aantal > 0 {
            l.zet(&format!("{rol}.type"), vec!["BekendeDerde|"; aantal].join("|"));
        }
    }
    for rol in ["ouders", "derden"] {
        let mut nummers: Vec<&str> = bron[rol]
            .as_array()
            .map(|items| items.iter().filter_map(|item| item["burgerservicenummer"].as_str()).collect())
            .unwrap_or_default();
        nummers.sort_unstable();
        if !nummers.is_empty() {
            l.zet(&format!("{rol}.burgerservicenummer"), nummers.join("|"));
        }
    }
}

fn rni(bron: &Value, l: &mut Lezer) {
    l.code("deelnemer", &bron["deelnemer"]);
    l.tekst("categorie", &bron["categorie"]);
}
