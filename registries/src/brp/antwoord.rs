//! From a persoonslijst to the person of the standard, complete; [`super::velden`] takes out what was asked.

use serde_json::{Map, Value, json};

use super::aanschrijving::Aanschrijving;
use super::adres::{adresregels, immigratie, verblijfplaats};
use super::lijst::{Context, Groep, Persoonslijst, Voorkomen};
use super::naam::{Geslacht, Naam, naamgroep, volledige_naam};
use super::onderzoek::{self, NAAM_PERSOON, Onderzoek, Velden};
use super::relaties;

/// Every field that can be delivered on this person.
pub(super) fn persoon(pl: &Persoonslijst, ctx: &Context<'_>) -> Map<String, Value> {
    let leeg = Voorkomen::default();
    let van = |categorie| pl.een(categorie).unwrap_or(&leeg);
    let (ik, inschrijving, verblijf, gezag, kiesrecht) =
        (van("01"), van("07"), van("08"), van("11"), van("13"));
    let leeftijd =
        (!pl.overleden()).then(|| ik.datum("0310")).flatten().and_then(|d| d.leeftijd(ctx.vandaag));
    Groep::default()
        .zet("aNummer", ik.tekst("0110"))
        .zet("burgerservicenummer", ik.tekst("0120"))
        .zet("geslacht", ctx.waardetabel(ik, "0410", "geslacht"))
        .zet("leeftijd", leeftijd)
        .zet("naam", naam(ik, ctx))
        .zet("geboorte", relaties::geboorte(ik, ctx))
        .zet("adressering", adressering(pl, ctx))
        .zet("geheimhoudingPersoonsgegevens", geheim(pl).then_some(true))
        .datum("datumEersteInschrijvingGBA", inschrijving.datum("6810"))
        .zet("opschortingBijhouding", opschorting(inschrijving, ctx))
        .zet("verificatie", verificatie(inschrijving))
        .zet("overlijden", overlijden(van("06"), ctx))
        .zet("gemeenteVanInschrijving", ctx.waardetabel(verblijf, "0910", "gemeente"))
        .datum("datumInschrijvingInGemeente", verblijf.datum("0920"))
        .zet("verblijfplaats", verblijfplaats(verblijf, ctx))
        .zet("immigratie", immigratie(verblijf, ctx))
        .zet("verblijfstitel", verblijfstitel(van("10"), ctx))
        .zet("indicatieCurateleRegister", (gezag.ruw("3310") == Some("1")).then_some(true))
        .zet("indicatieGezagMinderjarige", ctx.waardetabel(gezag, "3210", "gezagMinderjarige"))
        .zet("uitsluitingKiesrecht", uitsluiting_kiesrecht(kiesrecht, ctx))
        .zet("europeesKiesrecht", europees_kiesrecht(kiesrecht, ctx))
        .zet("nationaliteiten", Some(pl.alle("04").iter().map(|v| nationaliteit(v, ctx)).collect::<Vec<_>>()))
        .zet("kinderen", Some(relaties::kinderen(pl, ctx)))
        .zet("ouders", Some(relaties::ouders(pl, ctx)))
        .zet("partners", Some(relaties::partners(pl, ctx)))
        .zet("gezag", Some(relaties::gezag(pl, ctx)))
        .zet("rni", rni(pl, ctx))
        .zet("inOnderzoek", in_onderzoek(ik, verblijf, gezag))
        .map()
}

/// Whether this person's data may not be given to third parties.
pub(crate) fn geheim(pl: &Persoonslijst) -> bool {
    pl.een("07").and_then(|inschrijving| inschrijving.ruw("7010")).is_some_and(|code| code != "0")
}

fn naam(ik: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    naamgroep(ik, ctx)
        .zet("volledigeNaam", volledige_naam(Naam::van(ik), Geslacht::van(ik), ctx))
        .zet("aanduidingNaamgebruik", ctx.waardetabel(ik, "6110", "naamgebruik"))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(ik), NAAM_PERSOON))
        .klaar()
}

fn adressering(pl: &Persoonslijst, ctx: &Context<'_>) -> Option<Value> {
    const UIT_NAAM: &Velden = &[
        ("aanhef", &["0210", "0220", "0230", "0240", "0410", "6110"]),
        ("aanschrijfwijze", &["0210", "0220", "0230", "0240", "0410", "6110"]),
        ("gebruikInLopendeTekst", &["0210", "0220", "0230", "0240", "0410", "6110"]),
    ];
    const UIT_PARTNER: &Velden = &[
        ("aanhef", &["0220", "0230", "0240"]),
        ("aanschrijfwijze", &["0220", "0230", "0240"]),
        ("gebruikInLopendeTekst", &["0220", "0230", "0240"]),
    ];
    let ik = pl.een("01")?;
    let partner = relaties::huidige_partners(pl).into_iter().next();
    let mut io = Groep::default();
    let regels = pl.een("08").map(|verblijf| adresregels(verblijf, ctx, &mut io)).unwrap_or_default();
    onderzoek::voeg_toe(
        &mut io,
        Onderzoek::van(ik),
        UIT_NAAM,
        "datumIngangOnderzoekPersoon",
        Onderzoek::raakt,
    );
    let bij_partner = partner.and_then(Onderzoek::van);
    onderzoek::voeg_toe(&mut io, bij_partner, UIT_PARTNER, "datumIngangOnderzoekPartner", Onderzoek::raakt);

    let aanschrijving = Aanschrijving {
        naam: Naam::van(ik),
        geslacht: Geslacht::van(ik),
        naamgebruik: ik.ruw("6110").unwrap_or("E"),
        partner: partner.map(Naam::van),
        partner_actueel: partner.is_some_and(|partner| partner.ruw("0710").is_none()),
    };
    let mut groep = Groep::default();
    // Nobody writes to the dead; speaking of them goes on.
    if !pl.overleden() {
        let wijze = aanschrijving.aanschrijfwijze().map(|wijze| {
            let vorm = wijze.aanspreekvorm;
            Value::Object(Groep::default().zet("naam", Some(wijze.naam)).zet("aanspreekvorm", vorm).map())
        });
        groep.zet("aanhef", aanschrijving.aanhef()).zet("aanschrijfwijze", wijze);
    }
    groep.zet("gebruikInLopendeTekst", aanschrijving.in_lopende_tekst()).zet("inOnderzoek", io.klaar());
    let mut alles = groep.map();
    alles.extend(regels);
    (!alles.is_empty()).then_some(Value::Object(alles))
}

/// What is in onderzoek of the fields that stand on the person itself, each with the date of its own category.
fn in_onderzoek(ik: &Voorkomen, verblijf: &Voorkomen, gezag: &Voorkomen) -> Option<Value> {
    const PERSOON: &Velden =
        &[("burgerservicenummer", &["0120"]), ("geslacht", &["0410"]), ("leeftijd", &["0310"])];
    const GEMEENTE: &Velden =
        &[("gemeenteVanInschrijving", &["0910"]), ("datumInschrijvingInGemeente", &["0920"])];
    const GEZAG: &Velden =
        &[("indicatieCurateleRegister", &["3310"]), ("indicatieGezagMinderjarige", &["3210"])];
    let mut io = Groep::default();
    for (v, velden, datumveld) in [
        (ik, PERSOON, "datumIngangOnderzoekPersoon"),
        (verblijf, GEMEENTE, "datumIngangOnderzoekGemeente"),
        (gezag, GEZAG, "datumIngangOnderzoekGezag"),
    ] {
        onderzoek::voeg_toe(&mut io, Onderzoek::van(v), velden, datumveld, Onderzoek::raakt);
    }
    io.klaar()
}

fn nationaliteit(v: &Voorkomen, ctx: &Context<'_>) -> Value {
    const BEKEND: &Velden = &[("type", &["0510"]), ("nationaliteit", &["0510"]), ("redenOpname", &["6310"])];
    const OVERIG: &Velden = &[("type", &["0510", "6510"]), ("redenOpname", &["6310"])];
    let soort = match (v.ruw("0510"), v.ruw("6510")) {
        (_, Some("B")) | (Some("0002"), _) => "BehandeldAlsNederlander",
        (_, Some("V")) | (Some("0500"), _) => "VastgesteldNietNederlander",
        (Some("0499"), _) => "Staatloos",
        (Some("0000") | None, _) => "NationaliteitOnbekend",
        _ => "Nationaliteit",
    };
    let bekend = soort == "Nationaliteit";
    let nationaliteit = bekend.then(|| ctx.waardetabel(v, "0510", "nationaliteit")).flatten();
    let velden = if bekend { BEKEND } else { OVERIG };
    Value::Object(
        Groep::default()
            .zet("type", Some(soort))
            .zet("nationaliteit", nationaliteit)
            .zet("redenOpname", ctx.waardetabel(v, "6310", "redenOpname"))
            .datum("datumIngangGeldigheid", v.datum("8510"))
            .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), velden))
            .map(),
    )
}

pub(crate) fn opschorting(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    // Here `.` is a value of the table: the reason is unknown, the suspension is not.
    let reden = v.ruw("6720").map(|code| ctx.waarde("opschorting", code));
    Groep::default().zet("reden", reden).datum("datum", v.datum("6710")).klaar()
}

fn verificatie(v: &Voorkomen) -> Option<Value> {
    Groep::default().datum("datum", v.datum("7110")).zet("omschrijving", v.tekst("7120")).klaar()
}

fn overlijden(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    const VELDEN: &Velden = &[("datum", &["0810"]), ("plaats", &["0820"]), ("land", &["0830"])];
    Groep::default()
        .datum("datum", v.datum("0810"))
        .zet("plaats", ctx.plaats(v, "0820"))
        .zet("land", ctx.waardetabel(v, "0830", "land"))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), VELDEN))
        .klaar()
}

/// Only a title that still holds; 98 says there is none (any more), 00 that it is not known which.
fn verblijfstitel(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    const VELDEN: &Velden =
        &[("aanduiding", &["3910"]), ("datumEinde", &["3920"]), ("datumIngang", &["3930"])];
    let voorbij = v.datum("3920").is_some_and(|einde| einde.voorbij(ctx.vandaag));
    if voorbij || v.ruw("3910") == Some("98") {
        return None;
    }
    Groep::default()
        .zet("aanduiding", v.ruw("3910").map(|code| ctx.waarde("verblijfstitel", code)))
        .datum("datumEinde", v.datum("3920"))
        .datum("datumIngang", v.datum("3930"))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), VELDEN))
        .klaar()
}

fn uitsluiting_kiesrecht(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    let geldt =
        v.ruw("3810") == Some("A") && !v.datum("3820").is_some_and(|einde| einde.voorbij(ctx.vandaag));
    geldt.then(|| {
        let mut groep = Groep::default();
        groep.zet("uitgeslotenVanKiesrecht", Some(true)).datum("einddatum", v.datum("3820")).klaar()
    })?
}

fn europees_kiesrecht(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    let aanduiding = ctx.waardetabel(v, "3110", "europeesKiesrecht")?;
    if v.datum("3130").is_some_and(|einde| einde.voorbij(ctx.vandaag)) {
        return None;
    }
    Groep::default()
        .zet("aanduiding", Some(aanduiding))
        .datum("einddatumUitsluiting", v.datum("3130"))
        .klaar()
}

pub(crate) fn rni(pl: &Persoonslijst, ctx: &Context<'_>) -> Option<Vec<Value>> {
    let deelnemer = |v: &Voorkomen| {
        Some(json!({"deelnemer": ctx.waarde("rniDeelnemer", v.ruw("8810")?), "categorie": v.ruw("categorie")?})).map(
            |mut deelnemer| {
                if let Some(verdrag) = v.tekst("8820") {
                    deelnemer["omschrijvingVerdrag"] = json!(verdrag);
                }
                deelnemer
            },
        )
    };
    let deelnemers: Vec<_> = pl.alle("rni").iter().filter_map(deelnemer).collect();
    (!deelnemers.is_empty()).then_some(deelnemers)
}

#[cfg(test)]
mod tests;
