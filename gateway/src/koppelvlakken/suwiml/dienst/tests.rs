use super::super::proef::{Standaard, bestanden};
use super::*;
use roxmltree::{Document, Node};
use std::path::Path;

const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The XSDs of one dienst, to be walked from the element of an answer.
struct Schemas<'d> {
    wortels: Vec<Node<'d, 'd>>,
}

impl<'d> Schemas<'d> {
    /// A definition at the top of some file: `element` or `complexType`. Names are unique within a dienst.
    fn definitie(&self, soort: &str, naam: &str) -> Option<Node<'d, 'd>> {
        let naam = naam.split_once(':').map_or(naam, |(_, lokaal)| lokaal);
        let kinderen = self.wortels.iter().flat_map(Node::children);
        kinderen
            .into_iter()
            .find(|kind| kind.has_tag_name((XS, soort)) && kind.attribute("name") == Some(naam))
    }

    /// The places below an element that may stand there more than once. `vaak`: what it is in repeats.
    fn herhaalt(&self, hier: Node<'d, 'd>, pad: &str, vaak: bool, diepte: usize, uit: &mut BTreeSet<String>) {
        assert!(diepte < 60, "{pad} is a type within itself");
        for kind in hier.children().filter(Node::is_element) {
            let vaak = vaak || !matches!(kind.attribute("maxOccurs"), None | Some("0" | "1"));
            match kind.tag_name().name() {
                "element" => self.element(kind, pad, vaak, diepte, uit),
                "extension" | "restriction" => {
                    let basis = kind.attribute("base").and_then(|basis| self.definitie("complexType", basis));
                    if let Some(basis) = basis {
                        self.herhaalt(basis, pad, vaak, diepte + 1, uit);
                    }
                    self.herhaalt(kind, pad, vaak, diepte + 1, uit);
                }
                _ => self.herhaalt(kind, pad, vaak, diepte + 1, uit),
            }
        }
    }

    fn element(
        &self,
        element: Node<'d, 'd>,
        pad: &str,
        vaak: bool,
        diepte: usize,
        uit: &mut BTreeSet<String>,
    ) {
        let verwezen = element.attribute("ref").and_then(|naam| self.definitie("element", naam));
        let definitie = verwezen.unwrap_or(element);
        let pad = format!("{pad}/{}", definitie.attribute("name").unwrap());
        if vaak {
            uit.insert(pad.clone());
        }
        let soort = definitie.attribute("type").and_then(|soort| self.definitie("complexType", soort));
        self.herhaalt(soort.unwrap_or(definitie), &pad, false, diepte + 1, uit);
    }
}

fn herhaalt_volgens_de_xsd(map: &Path, antwoord: &str) -> BTreeSet<String> {
    let past = |naam: &str| Path::new(naam).extension().is_some_and(|soort| soort == "xsd");
    let teksten: Vec<String> =
        bestanden(map, &past).iter().map(|bestand| std::fs::read_to_string(bestand).unwrap()).collect();
    // The W3C's own schema of signatures has a DTD; nothing of an answer is in it.
    let documenten: Vec<Document<'_>> = teksten
        .iter()
        .filter_map(|tekst| Document::parse(tekst.trim_start_matches('\u{FEFF}')).ok())
        .collect();
    let schemas = Schemas { wortels: documenten.iter().map(Document::root_element).collect() };
    let element = schemas.definitie("element", antwoord).expect("the element of the answer");
    let mut uit = BTreeSet::new();
    schemas.herhaalt(element, "", false, 0, &mut uit);
    uit
}

#[test]
fn what_repeats_is_what_the_xsd_says() {
    let Some(standaard) = Standaard::open() else { return };
    for (registratie, dienst) in diensten().unwrap() {
        let map = standaard.map(&dienst.naam, &dienst.versie);
        let hier = dienst.herhaalt.iter().map(String::as_str).chain(FWI_HERHAALT).map(str::to_owned);
        let hier: BTreeSet<String> = hier.collect();
        assert_eq!(hier, herhaalt_volgens_de_xsd(&map, &dienst.antwoord()), "{registratie}");
    }
}

/// One of the diensten with types of their own, so that the walk itself is tested too.
#[test]
fn the_xsds_are_read_through_types_and_choices() {
    let Some(standaard) = Standaard::open() else { return };
    let svb =
        herhaalt_volgens_de_xsd(&standaard.map("SVBDossierPersoonGSD", "v0200"), "SVBPersoonsInfoResponse");
    assert!(svb.contains("/ClientSuwi/Uitkeringsverhouding"), "{svb:?}");
    assert!(!svb.contains("/ClientSuwi"));
    let bijstand = herhaalt_volgens_de_xsd(
        &standaard.map("Bijstandsregelingen", "v0500"),
        "BijstandsregelingenInfoResponse",
    );
    let diep = "/ClientSuwi/Uitkeringsverhouding/Uitkeringsperiode/Normbedrag";
    assert!(bijstand.contains(diep), "{bijstand:?}");
}

#[test]
fn every_dienst_is_named_as_its_wsdl_has_it() {
    let Some(standaard) = Standaard::open() else { return };
    for (registratie, dienst) in diensten().unwrap() {
        let map = standaard.map(&dienst.naam, &dienst.versie);
        let naam = format!("{}.wsdl", dienst.naam);
        let wsdl = std::fs::read_to_string(&bestanden(&map, &|bestand| bestand == naam)[0]).unwrap();
        for tekst in [dienst.ruimte(), dienst.actie(), dienst.antwoordactie()] {
            assert!(wsdl.contains(&format!("\"{tekst}\"")), "{registratie}: {tekst}");
        }
        assert!(wsdl.contains(&format!("element=\"smls:{}\"", dienst.vraag)), "{registratie}");
        assert!(wsdl.contains(&format!("element=\"smls:{}\"", dienst.antwoord())), "{registratie}");
    }
}

#[test]
fn a_registration_of_another_standard_has_no_dienst() {
    assert!(Dienst::van("brp").unwrap().is_none());
}
