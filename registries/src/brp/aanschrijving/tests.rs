//! The examples of the standard's own feature descriptions, as tables.

use super::*;

fn naam(tekst: &'static str) -> Naam<'static> {
    // "titel|voorvoegsel|geslachtsnaam", where `-` is nothing.
    let mut delen = tekst.split('|').map(|deel| (deel != "-").then_some(deel));
    let mut volgende = || delen.next().flatten();
    Naam { voornamen: None, titel: volgende(), voorvoegsel: volgende(), geslachtsnaam: volgende() }
}

fn geval(
    geslacht: Geslacht,
    voornamen: Option<&'static str>,
    eigen: &'static str,
    naamgebruik: &'static str,
    partner: Option<&'static str>,
) -> Aanschrijving<'static> {
    Aanschrijving {
        naam: Naam { voornamen, ..naam(eigen) },
        geslacht,
        naamgebruik,
        partner: partner.map(naam),
        partner_actueel: true,
    }
}

use Geslacht::{Man, Onbekend, Vrouw};

#[test]
fn zonder_titel() {
    let veld = ("-|in het|Veld", Some("-|van|Velzen"));
    let groenen = ("-|-|Groenen", Some("-|-|Groenink"));
    let zon = ("-|in het|Zonnetje", Some("-|'t|Wolkje"));
    let gevallen = [
        (
            Man,
            Some("Robin Melle"),
            ("-|van|Puffelen", None),
            "E",
            "Geachte heer Van Puffelen",
            "de heer Van Puffelen",
        ),
        (
            Onbekend,
            Some("Robin Melle"),
            ("-|van|Puffelen", None),
            "E",
            "Geachte R.M. van Puffelen",
            "R.M. van Puffelen",
        ),
        (Vrouw, None, veld, "E", "Geachte mevrouw In het Veld", "mevrouw In het Veld"),
        (Vrouw, None, veld, "P", "Geachte mevrouw Van Velzen", "mevrouw Van Velzen"),
        (Vrouw, None, veld, "V", "Geachte mevrouw Van Velzen-in het Veld", "mevrouw Van Velzen-in het Veld"),
        (Vrouw, None, veld, "N", "Geachte mevrouw In het Veld-van Velzen", "mevrouw In het Veld-van Velzen"),
        (Vrouw, None, groenen, "V", "Geachte mevrouw Groenink-Groenen", "mevrouw Groenink-Groenen"),
        (Vrouw, None, ("-|in het|Veld", None), "P", "Geachte mevrouw In het Veld", "mevrouw In het Veld"),
        (Onbekend, Some("Jo Rene"), zon, "E", "Geachte J.R. in het Zonnetje", "J.R. in het Zonnetje"),
        (Onbekend, None, zon, "E", "Geachte In het Zonnetje", "In het Zonnetje"),
        (Vrouw, None, zon, "P", "Geachte mevrouw 't Wolkje", "mevrouw 't Wolkje"),
        (Vrouw, None, ("-|de|Boer", Some("-|-|-")), "V", "Geachte mevrouw De Boer", "mevrouw De Boer"),
        (Vrouw, None, ("-|-|-", Some("-|de|Boer")), "P", "Geachte mevrouw De Boer", "mevrouw De Boer"),
    ];
    for (geslacht, voornamen, (eigen, partner), gebruik, aanhef, tekst) in gevallen {
        let a = geval(geslacht, voornamen, eigen, gebruik, partner);
        assert_eq!(a.aanhef().as_deref(), Some(aanhef));
        assert_eq!(a.in_lopende_tekst().as_deref(), Some(tekst));
    }
    for gebruik in ["E", "V", "N"] {
        let a = geval(Vrouw, None, "-|-|-", gebruik, Some("-|de|Boer"));
        assert_eq!((a.aanhef(), a.aanschrijfwijze(), a.in_lopende_tekst()), (None, None, None));
    }
}

#[test]
fn aanschrijfwijze_zonder_titel() {
    let gevallen = [
        (Some("Anna Özil"), "-|-|Groenen", "E", None, "A.Ö. Groenen"),
        (Some("Carla Theodora"), "-|Van|Groenen", "E", None, "C.T. Van Groenen"),
        (Some("Elise Q"), "-|In Den|Groenen", "E", None, "E.Q In Den Groenen"),
        (Some("Karin"), "-|-|Groenen", "V", Some("-|Van Den|Berg"), "K. Van Den Berg-Groenen"),
        (Some("Piet"), "-|van|Velzen", "N", Some("-|Van Den|Berg"), "P. van Velzen-Van Den Berg"),
        (None, "-|-|Ali bin Mohammed", "P", Some("-|van|Velzen"), "Van Velzen"),
        (None, "-|-|Ali bin Mohammed", "N", Some("-|van|Velzen"), "Ali bin Mohammed-van Velzen"),
        (Some("Fred"), "-|-|Groenen", "P", Some("-|-|-"), "F. Groenen"),
    ];
    for (voornamen, eigen, gebruik, partner, verwacht) in gevallen {
        let wijze = geval(Man, voornamen, eigen, gebruik, partner).aanschrijfwijze();
        assert_eq!(wijze, Some(Aanschrijfwijze { naam: verwacht.to_owned(), aanspreekvorm: None }));
    }
}

#[test]
fn eigen_titel_of_predicaat() {
    let boer = Some("-|de|Boer");
    // sex, title, use, salutation, envelope, form of address, running text
    let gevallen = [
        (
            Vrouw,
            "BS",
            "E",
            "Hoogwelgeboren vrouwe",
            "J.A. barones van den Aedel",
            Some("De hoogwelgeboren vrouwe"),
            "barones van den Aedel",
        ),
        (Vrouw, "BS", "P", "Geachte mevrouw De Boer", "J.A. de Boer", None, "mevrouw De Boer"),
        (
            Vrouw,
            "BS",
            "V",
            "Hoogwelgeboren vrouwe",
            "J.A. de Boer-barones van den Aedel",
            Some("De hoogwelgeboren vrouwe"),
            "mevrouw De Boer-barones van den Aedel",
        ),
        (
            Vrouw,
            "BS",
            "N",
            "Hoogwelgeboren vrouwe",
            "J.A. barones van den Aedel-de Boer",
            Some("De hoogwelgeboren vrouwe"),
            "barones van den Aedel-de Boer",
        ),
        (
            Man,
            "GI",
            "E",
            "Hooggeboren heer",
            "J.A. graaf van den Aedel",
            Some("De hooggeboren heer"),
            "graaf van den Aedel",
        ),
        (Onbekend, "G", "E", "Geachte J.A. van den Aedel", "J.A. van den Aedel", None, "J.A. van den Aedel"),
        (Onbekend, "PS", "E", "Hoogheid", "J.A. van den Aedel", Some("De hoogheid"), "J.A. van den Aedel"),
        (Vrouw, "R", "E", "Hoogwelgeboren vrouwe", "J.A. van den Aedel", None, "mevrouw Van den Aedel"),
        (
            Man,
            "JH",
            "E",
            "Hoogwelgeboren heer",
            "Jonkheer J.A. van den Aedel",
            Some("De hoogwelgeboren heer"),
            "jonkheer van den Aedel",
        ),
        (
            Man,
            "JH",
            "V",
            "Hoogwelgeboren heer",
            "J.A. de Boer-jonkheer van den Aedel",
            Some("De hoogwelgeboren heer"),
            "de heer De Boer-jonkheer van den Aedel",
        ),
        (
            Man,
            "JH",
            "N",
            "Hoogwelgeboren heer",
            "Jonkheer J.A. van den Aedel-de Boer",
            Some("De hoogwelgeboren heer"),
            "jonkheer van den Aedel-de Boer",
        ),
        (Man, "JH", "P", "Geachte heer De Boer", "J.A. de Boer", None, "de heer De Boer"),
        (
            Vrouw,
            "JV",
            "E",
            "Geachte mevrouw Van den Aedel",
            "J.A. van den Aedel",
            None,
            "mevrouw Van den Aedel",
        ),
        (
            Vrouw,
            "JV",
            "N",
            "Geachte mevrouw Van den Aedel-de Boer",
            "J.A. van den Aedel-de Boer",
            None,
            "mevrouw Van den Aedel-de Boer",
        ),
        (Onbekend, "JV", "E", "Geachte J.A. van den Aedel", "J.A. van den Aedel", None, "J.A. van den Aedel"),
    ];
    for (geslacht, titel, gebruik, aanhef, naam, aanspreekvorm, tekst) in gevallen {
        let mut a = geval(geslacht, Some("Jo Anne"), "-|van den|Aedel", gebruik, boer);
        a.naam.titel = Some(titel);
        assert_eq!(a.aanhef().as_deref(), Some(aanhef), "{geslacht:?} {titel} {gebruik}");
        assert_eq!(a.aanschrijfwijze(), Some(Aanschrijfwijze { naam: naam.to_owned(), aanspreekvorm }));
        assert_eq!(a.in_lopende_tekst().as_deref(), Some(tekst));
    }
}

#[test]
fn een_predicaat_na_een_ontbonden_huwelijk() {
    let gevallen = [
        (Vrouw, "E", "Hoogwelgeboren vrouwe", "jonkvrouw van den Aedel"),
        (Vrouw, "V", "Geachte mevrouw De Boer-van den Aedel", "mevrouw De Boer-van den Aedel"),
        (Vrouw, "P", "Geachte mevrouw De Boer", "mevrouw De Boer"),
        (Man, "V", "Hoogwelgeboren heer", "de heer De Boer-jonkheer van den Aedel"),
        (Onbekend, "N", "Geachte P. van den Aedel-de Boer", "P. van den Aedel-de Boer"),
    ];
    for (geslacht, gebruik, aanhef, tekst) in gevallen {
        let a = Aanschrijving {
            partner_actueel: false,
            ..geval(geslacht, Some("Pieter"), "JH|van den|Aedel", gebruik, Some("-|de|Boer"))
        };
        assert_eq!(a.aanhef().as_deref(), Some(aanhef), "{geslacht:?} {gebruik}");
        assert_eq!(a.in_lopende_tekst().as_deref(), Some(tekst));
    }
}

#[test]
fn de_titel_van_de_partner() {
    let aedel = "B|van den|Aedel";
    let gevallen = [
        (
            Vrouw,
            "-|de|Boer",
            "P",
            aedel,
            "Hoogwelgeboren vrouwe",
            "A. barones van den Aedel",
            Some("De hoogwelgeboren vrouwe"),
            "barones van den Aedel",
        ),
        (
            Vrouw,
            "-|de|Boer",
            "V",
            aedel,
            "Hoogwelgeboren vrouwe",
            "A. barones van den Aedel-de Boer",
            Some("De hoogwelgeboren vrouwe"),
            "barones van den Aedel-de Boer",
        ),
        (
            Vrouw,
            "-|de|Boer",
            "N",
            aedel,
            "Hoogwelgeboren vrouwe",
            "A. de Boer-barones van den Aedel",
            Some("De hoogwelgeboren vrouwe"),
            "mevrouw De Boer-barones van den Aedel",
        ),
        (Vrouw, "-|de|Boer", "E", aedel, "Geachte mevrouw De Boer", "A. de Boer", None, "mevrouw De Boer"),
        (
            Man,
            "-|de|Boer",
            "P",
            aedel,
            "Geachte heer Van den Aedel",
            "A. van den Aedel",
            None,
            "de heer Van den Aedel",
        ),
        (
            Vrouw,
            "-|de|Boer",
            "P",
            "R|van den|Aedel",
            "Geachte mevrouw Van den Aedel",
            "A. van den Aedel",
            None,
            "mevrouw Van den Aedel",
        ),
        (
            Vrouw,
            "BS|de|Bonne Fooie",
            "N",
            "P|van den|Aedel",
            "Hoogheid",
            "A. barones de Bonne Fooie-prinses van den Aedel",
            Some("De hoogheid"),
            "barones de Bonne Fooie-prinses van den Aedel",
        ),
        (
            Vrouw,
            "BS|de|Bonne Fooie",
            "N",
            "GI|van den|Aedel",
            "Hoogwelgeboren vrouwe",
            "A. barones de Bonne Fooie-van den Aedel",
            Some("De hoogwelgeboren vrouwe"),
            "barones de Bonne Fooie-van den Aedel",
        ),
        (
            Vrouw,
            "BS|de|Bonne Fooie",
            "P",
            "P|van den|Aedel",
            "Hoogheid",
            "A. prinses van den Aedel",
            Some("De hoogheid"),
            "prinses van den Aedel",
        ),
        (Vrouw, "-|de|Boer", "V", "G|-|-", "Hooggeboren vrouwe", "A. de Boer", None, "mevrouw De Boer"),
    ];
    for (geslacht, eigen, gebruik, partner, aanhef, naam, aanspreekvorm, tekst) in gevallen {
        let a = geval(geslacht, Some("Anne-Fleur"), eigen, gebruik, Some(partner));
        assert_eq!(a.aanhef().as_deref(), Some(aanhef), "{eigen} {gebruik} {partner}");
        assert_eq!(a.aanschrijfwijze(), Some(Aanschrijfwijze { naam: naam.to_owned(), aanspreekvorm }));
        assert_eq!(a.in_lopende_tekst().as_deref(), Some(tekst));
    }
}
