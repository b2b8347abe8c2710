//! Children, parents, partners, and who has authority (gezag) over whom.

use serde_json::{Map, Value, json};

use super::datum::RuweDatum;
use super::lijst::{Context, Groep, Persoonslijst, Voorkomen};
use super::naam::{Geslacht, Naam, naamgroep, volledige_naam};
use super::onderzoek::{self, GEBOORTE, NAAM, Onderzoek, Velden};

/// An object that stands in a list is there also when nothing in it has a value.
fn item(groep: &mut Groep) -> Value {
    Value::Object(groep.map())
}

pub(super) fn geboorte(v: &Voorkomen, ctx: &Context<'_>) -> Option<Value> {
    Groep::default()
        .datum("datum", v.datum("0310"))
        .zet("plaats", ctx.plaats(v, "0320"))
        .zet("land", ctx.waardetabel(v, "0330", "land"))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), GEBOORTE))
        .klaar()
}

/// What children, parents and partners have in common.
fn gerelateerde(v: &Voorkomen, velden: &Velden, ctx: &Context<'_>) -> Groep {
    let onderzoek = Onderzoek::van(v);
    let naam = naamgroep(v, ctx).zet("inOnderzoek", onderzoek::groep(onderzoek, NAAM)).klaar();
    let mut groep = Groep::default();
    groep
        .zet("burgerservicenummer", v.tekst("0120"))
        .zet("naam", naam)
        .zet("geboorte", geboorte(v, ctx))
        .zet("inOnderzoek", onderzoek::groep(onderzoek, velden));
    groep
}

pub(super) fn kinderen(pl: &Persoonslijst, ctx: &Context<'_>) -> Vec<Value> {
    const VELDEN: &Velden = &[("burgerservicenummer", &["0120"])];
    let kinderen = pl.alle("09").iter().filter(|kind| heeft_groep(kind, &["01", "02", "03"]));
    kinderen.map(|kind| item(&mut gerelateerde(kind, VELDEN, ctx))).collect()
}

pub(super) fn ouders(pl: &Persoonslijst, ctx: &Context<'_>) -> Vec<Value> {
    const VELDEN: &Velden = &[
        ("burgerservicenummer", &["0120"]),
        ("geslacht", &["0410"]),
        ("datumIngangFamilierechtelijkeBetrekking", &["6210"]),
    ];
    let ouders = pl.alle("02").iter().map(|o| ("1", o)).chain(pl.alle("03").iter().map(|o| ("2", o)));
    ouders
        .filter(|(_, ouder)| heeft_groep(ouder, &["01", "02", "03", "04", "62"]))
        .map(|(aanduiding, ouder)| {
            item(
                gerelateerde(ouder, VELDEN, ctx)
                    .zet("ouderAanduiding", Some(aanduiding))
                    .zet("geslacht", ctx.waardetabel(ouder, "0410", "geslacht"))
                    .datum("datumIngangFamilierechtelijkeBetrekking", ouder.datum("6210")),
            )
        })
        .collect()
}

/// Whether an occurrence says anything of the relative itself (an unknown value counts).
fn heeft_groep(v: &Voorkomen, groepen: &[&str]) -> bool {
    v.0.keys().any(|element| groepen.iter().any(|groep| element.starts_with(groep)))
}

/// The partners to answer with, the oldest relation first: those of today, or else the last dissolved one.
pub(super) fn huidige_partners(pl: &Persoonslijst) -> Vec<&Voorkomen> {
    let (mut ontbonden, mut actueel): (Vec<_>, Vec<_>) =
        pl.alle("05").iter().partition(|p| p.ruw("0710").is_some());
    if actueel.is_empty() {
        ontbonden.sort_by_key(|partner| partner.ruw("0710"));
        return ontbonden.pop().into_iter().collect();
    }
    actueel.sort_by_key(|partner| partner.ruw("0610"));
    actueel
}

pub(super) fn partners(pl: &Persoonslijst, ctx: &Context<'_>) -> Vec<Value> {
    const VELDEN: &Velden =
        &[("burgerservicenummer", &["0120"]), ("geslacht", &["0410"]), ("soortVerbintenis", &["1510"])];
    const AANGAAN: &Velden = &[("datum", &["0610"]), ("plaats", &["0620"]), ("land", &["0630"])];
    const ONTBINDING: &Velden = &[("datum", &["0710"])];
    let partner = |v: &Voorkomen| {
        let onderzoek = Onderzoek::van(v);
        let aangaan = Groep::default()
            .datum("datum", v.datum("0610"))
            .zet("plaats", ctx.plaats(v, "0620"))
            .zet("land", ctx.waardetabel(v, "0630", "land"))
            .zet("inOnderzoek", onderzoek::groep(onderzoek, AANGAAN))
            .klaar();
        let ontbinding = Groep::default()
            .datum("datum", v.datum("0710"))
            .zet("inOnderzoek", onderzoek::groep(onderzoek, ONTBINDING))
            .klaar();
        item(
            gerelateerde(v, VELDEN, ctx)
                .zet("geslacht", ctx.waardetabel(v, "0410", "geslacht"))
                .zet("soortVerbintenis", ctx.waardetabel(v, "1510", "verbintenis"))
                .zet("aangaanHuwelijkPartnerschap", aangaan)
                .zet("ontbindingHuwelijkPartnerschap", ontbinding),
        )
    };
    huidige_partners(pl).into_iter().map(partner).collect()
}

/// The authority relations in which the person is the minor, a parent or a third party.
pub(super) fn gezag(pl: &Persoonslijst, ctx: &Context<'_>) -> Vec<Value> {
    pl.alle("gezag").iter().filter_map(|relatie| gezagsrelatie(relatie, pl, ctx)).collect()
}

/// Everybody a relation names.
pub(super) fn in_gezag(relatie: &Voorkomen) -> Vec<&str> {
    let een = |veld| relatie.ruw(veld).into_iter();
    let namen = een("minderjarige").chain(een("ouder")).chain(een("derde"));
    namen.chain(relatie.lijst("ouders")).chain(relatie.lijst("derden")).collect()
}

fn gezagsrelatie(relatie: &Voorkomen, pl: &Persoonslijst, ctx: &Context<'_>) -> Option<Value> {
    let soort = relatie.ruw("type")?;
    let zelf = pl.bsn()?;
    let niet_te_zeggen = matches!(soort, "GezagNietTeBepalen" | "TijdelijkGeenGezag");
    // These two do not name anybody. They are about the person, and an adult is under nobody's authority.
    let kind =
        || pl.een("01").and_then(|v| v.datum("0310")).is_none_or(|geboren| geboren.minderjarig(ctx.vandaag));
    let minderjarige = relatie.ruw("minderjarige").or_else(|| (niet_te_zeggen && kind()).then_some(zelf))?;
    if !niet_te_zeggen && !in_gezag(relatie).contains(&zelf) {
        return None;
    }
    let wie = Wie { pl, ctx };
    let mut groep = Groep::default();
    groep.zet("type", Some(soort)).zet("minderjarige", Some(wie.minderjarige(minderjarige)));
    let velden: &[&str] = match soort {
        "GezamenlijkOuderlijkGezag" => &["ouders"],
        "EenhoofdigOuderlijkGezag" => &["ouder"],
        "GezamenlijkGezag" => &["ouder", "derde"],
        "Voogdij" => &["derden"],
        _ => &[],
    };
    for veld in velden {
        let een = |bsn: &str| if veld.starts_with("ouder") { wie.ouder(bsn) } else { wie.derde(bsn) };
        if matches!(*veld, "ouders" | "derden") {
            let leden: Vec<_> = relatie.lijst(veld).into_iter().map(een).collect();
            groep.zet(veld, Some(leden));
        } else if let Some(bsn) = relatie.ruw(veld) {
            groep.zet(veld, Some(een(bsn)));
        } else if *veld == "derde" {
            groep.zet(veld, Some(json!({"type": "OnbekendeDerde"})));
        }
    }
    // The schema requires an explanation; the registry holds none, so this says no more than the type does.
    let toelichting = match soort {
        "GezagNietTeBepalen" => Some("Het gezag is niet te bepalen."),
        "TijdelijkGeenGezag" => Some("Er is tijdelijk geen gezag."),
        _ => None,
    };
    groep.zet("toelichting", toelichting).klaar()
}

/// Names the people in an authority relation.
struct Wie<'a> {
    pl: &'a Persoonslijst,
    ctx: &'a Context<'a>,
}

impl Wie<'_> {
    fn ouder(&self, bsn: &str) -> Value {
        json!({"burgerservicenummer": bsn, "naam": self.naam(bsn)})
    }

    fn derde(&self, bsn: &str) -> Value {
        let mut derde = self.ouder(bsn);
        derde["type"] = json!("BekendeDerde");
        derde
    }

    fn minderjarige(&self, bsn: &str) -> Value {
        let leeftijd = self
            .zoek(bsn)
            .and_then(|v| v.datum("0310"))
            .and_then(|geboren| RuweDatum::leeftijd(geboren, self.ctx.vandaag));
        let naam = self.naam(bsn);
        Groep::default()
            .zet("burgerservicenummer", Some(bsn))
            .zet("naam", (!naam.is_empty()).then_some(naam))
            .zet("leeftijd", leeftijd)
            .klaar()
            .unwrap_or_default()
    }

    fn naam(&self, bsn: &str) -> Map<String, Value> {
        let naam = self.zoek(bsn).and_then(|v| volledige_naam(Naam::van(v), Geslacht::van(v), self.ctx));
        Groep::default().zet("volledigeNaam", naam).map()
    }

    /// The person's own list, or else what this list holds on the relative.
    fn zoek(&self, bsn: &str) -> Option<&Voorkomen> {
        let verwanten = ["02", "03", "05", "09"].iter().flat_map(|categorie| self.pl.alle(categorie));
        self.ctx.anderen.get(bsn).or_else(|| verwanten.into_iter().find(|v| v.ruw("0120") == Some(bsn)))
    }
}
