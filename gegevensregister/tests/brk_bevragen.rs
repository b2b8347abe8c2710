//! `brk.toml` held against BRK Bevragen 2.0.0, and the lift of somebody's property.

mod openapi;

use gegevensregister::{Register, til};
use openapi::{Standaard, Vergelijking};
use serde_json::{Value, json};

const STUKKEN: &str =
    "the deeds are no part of what the BRK holds on a person: they are public registers of their own";
const DOMEIN: &str = "the name space of the number beside it";
const KAART: &str = "for drawing a map; the map comes from the BAG";
const WIE: &str =
    "a number of a person or organisation; it tells who is meant, and goes no further than the koppelvlak";
const ADRESDELEN: &str = "stands in the lines of the address";

const BRK: Vergelijking = Vergelijking {
    registratie: "brk",
    schemas: &[
        ("/zaken/*", "KadastraalOnroerendeZaak"),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*", "ZakelijkGerechtigde"),
        ("/zaken/*/_embedded/hypotheken/*", "Hypotheek"),
        ("/zaken/*/_embedded/beslagen/*", "Beslag"),
        ("/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*", "Aantekening"),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*", "PubliekrechtelijkeBeperking"),
    ],
    uitgezonderd: &[
        ("/zaken/*/domein", DOMEIN),
        ("/zaken/*/begrenzingPerceel", KAART),
        ("/zaken/*/perceelnummerRotatie", KAART),
        ("/zaken/*/perceelnummerVerschuiving", KAART),
        ("/zaken/*/plaatscoordinaten", KAART),
        ("/zaken/*/zakelijkGerechtigdeIdentificaties", "who else has a right is not shown"),
        ("/zaken/*/privaatrechtelijkeBeperkingIdentificaties", "the restrictions themselves are there"),
        ("/zaken/*/hypotheekIdentificaties", "the mortgages themselves are there"),
        ("/zaken/*/beslagIdentificaties", "the seizures themselves are there"),
        ("/zaken/*/isOvergegaanIn", "what became of the designation, which is not the person's any more"),
        ("/zaken/*/isOntstaanUit", "what the designation was before it was the person's"),
        ("/zaken/*/bijbehorendeAppartementsrechten", "the flats of others in the same building"),
        ("/zaken/*/isVermeldInStukdeelIdentificaties", STUKKEN),
        ("/zaken/*/stukIdentificaties", STUKKEN),
        ("/zaken/*/adressen/*/straat", ADRESDELEN),
        ("/zaken/*/adressen/*/huisnummer", ADRESDELEN),
        ("/zaken/*/adressen/*/huisletter", ADRESDELEN),
        ("/zaken/*/adressen/*/huisnummertoevoeging", ADRESDELEN),
        ("/zaken/*/adressen/*/postcode", ADRESDELEN),
        ("/zaken/*/adressen/*/woonplaats", ADRESDELEN),
        ("/zaken/*/adressen/*/land", "the standard gives addresses in the Netherlands only"),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/persoon/identificatie", WIE),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/zakelijkRecht", STUKKEN),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/betrokkenPartner", "somebody else's name"),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/betrokkenSamenwerkingsverband/identificatie",
            WIE,
        ),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/betrokkenSamenwerkingsverband/type", WIE),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/betrokkenGorzenEnAanwassen/identificatie",
            WIE,
        ),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/betrokkenGorzenEnAanwassen/type", WIE),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/isGebaseerdOpStukdeelIdentificaties",
            STUKKEN,
        ),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/isVermeldInStukdeelIdentificaties",
            STUKKEN,
        ),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/stukIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/aantekeningen/*/domein", DOMEIN),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/aantekeningen/*/isGebaseerdOpStukdeelIdentificatie",
            STUKKEN,
        ),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/aantekeningen/*/isVermeldInStukdeelIdentificaties",
            STUKKEN,
        ),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/tenaamstelling/aantekeningen/*/stukIdentificaties",
            STUKKEN,
        ),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/erfpachtCanon/isGebaseerdOpStukdeelIdentificatie",
            STUKKEN,
        ),
        (
            "/zaken/*/_embedded/zakelijkGerechtigden/*/erfpachtCanon/isVermeldInStukdeelIdentificaties",
            STUKKEN,
        ),
        ("/zaken/*/_embedded/zakelijkGerechtigden/*/erfpachtCanon/stukIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/hypotheken/*/domein", DOMEIN),
        ("/zaken/*/_embedded/hypotheken/*/hypotheekhouders/*/identificatie", WIE),
        ("/zaken/*/_embedded/hypotheken/*/aantekeningen/*/aard", "the description beside it says more"),
        (
            "/zaken/*/_embedded/hypotheken/*/aantekeningen/*/betreftGedeelteVanPerceel",
            "the mortgage itself says so too",
        ),
        ("/zaken/*/_embedded/hypotheken/*/isGebaseerdOpStukdeelIdentificatie", STUKKEN),
        ("/zaken/*/_embedded/hypotheken/*/isVermeldInStukdeelIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/hypotheken/*/stukIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/beslagen/*/domein", DOMEIN),
        ("/zaken/*/_embedded/beslagen/*/beslagleggers/*/identificatie", WIE),
        ("/zaken/*/_embedded/beslagen/*/aantekeningen/*/aard", "the description beside it says more"),
        ("/zaken/*/_embedded/beslagen/*/isGebaseerdOpStukdeelIdentificatie", STUKKEN),
        ("/zaken/*/_embedded/beslagen/*/isVermeldInStukdeelIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/beslagen/*/stukIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*/domein", DOMEIN),
        ("/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*/isGebaseerdOpStukdeelIdentificatie", STUKKEN),
        ("/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*/isVermeldInStukdeelIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*/stukIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/domein", DOMEIN),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/bevoegdGezag/identificatie", WIE),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/bevoegdGezag/type", WIE),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/isGebaseerdOpStukdeelIdentificatie", STUKKEN),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/isVermeldInStukdeelIdentificaties", STUKKEN),
        ("/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/stukIdentificaties", STUKKEN),
    ],
    toegevoegd: &[
        "/zaken/*/aantalAndereGerechtigden",
        "/zaken/*/adressen/*/kadastraleAanduiding",
        "/zaken/*/_embedded/zakelijkGerechtigden/*/kadastraleAanduiding",
        "/zaken/*/_embedded/zakelijkGerechtigden/*/erfpachtCanon/jaarlijksBedrag/somAndereMunt",
        "/zaken/*/_embedded/hypotheken/*/kadastraleAanduiding",
        "/zaken/*/_embedded/hypotheken/*/bedragZekerheidsstelling/somAndereMunt",
        "/zaken/*/_embedded/beslagen/*/kadastraleAanduiding",
        "/zaken/*/_embedded/beslagen/*/bedragVordering/somAndereMunt",
        "/zaken/*/_embedded/privaatrechtelijkeBeperkingen/*/kadastraleAanduiding",
        "/zaken/*/_embedded/publiekrechtelijkeBeperkingen/*/kadastraleAanduiding",
    ],
};

#[test]
fn the_register_and_the_standard_agree() {
    let Some(standaard) = Standaard::lees("brk/brk-bevragen-openapi-2.0.0.yaml") else { return };
    standaard.vergelijk(&BRK);
}

/// As the koppelvlak hands it over; the answer of the stand-in about Cornelia.
fn antwoord() -> Value {
    serde_json::from_str(include_str!("antwoorden/brk.json")).expect("an answer in JSON")
}

#[test]
fn a_leasehold_in_two_parts() {
    let register = Register::ingebouwd().unwrap();
    let opbrengst = til(register.registratie("brk").unwrap().alles(), &antwoord());
    insta::assert_json_snapshot!(json!({
        "voorkomens": opbrengst.voorkomens,
        "nietGedefinieerd": opbrengst.niet_gedefinieerd,
        "nietBegrepen": opbrengst.niet_begrepen,
    }));
}

#[test]
fn delivers_the_addresses_of_what_somebody_owns() {
    let register = Register::ingebouwd().unwrap();
    let schakels = register.registratie("brk").unwrap().schakels(&antwoord());
    let verwacht = [("adresseerbaarObject", "0344010000990607"), ("nummeraanduiding", "0344200000990607")];
    assert_eq!(schakels, verwacht.map(|(naam, waarde)| (naam, waarde.to_owned())));
}
