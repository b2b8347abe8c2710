//! From files to [`Activiteiten`], with every mistake on the way collected.

use super::bestand::{Activiteitbestand, Organisatiebestand};
use super::duur::Duur;
use super::{Activiteit, Activiteiten, Organisatie, PORTAAL, Portaal, uri_van_portaal};
use crate::bestand::Tekst;
use crate::fout::{Mankement, RegisterFout};
use crate::register::Register;
use contract::Datum;
use std::collections::BTreeSet;

/// Where the texts of laws stand.
const WETTEN: [&str; 2] = ["https://wetten.overheid.nl/", "https://eur-lex.europa.eu/"];

pub(super) fn keur(
    bestanden: &[(&str, &str)],
    portaal: Portaal<'_>,
    register: &Register,
) -> Result<Activiteiten, Vec<RegisterFout>> {
    let mut keuring = Keuring {
        register,
        portaal,
        bestand: "",
        ids: BTreeSet::new(),
        uris: BTreeSet::new(),
        fouten: vec![],
    };
    let mut gekeurd = Activiteiten { organisaties: Vec::new(), activiteiten: Vec::new() };
    for (naam, tekst) in bestanden {
        keuring.bestand = naam;
        match toml::from_str::<Organisatiebestand>(tekst) {
            Ok(bestand) => keuring.organisatie(bestand, &mut gekeurd),
            Err(fout) => keuring.meld("", Mankement::Onleesbaar(fout.to_string())),
        }
    }
    if keuring.fouten.is_empty() { Ok(gekeurd) } else { Err(keuring.fouten) }
}

struct Keuring<'a> {
    register: &'a Register,
    portaal: Portaal<'a>,
    /// The file at hand.
    bestand: &'a str,
    /// Of organisations, and of activities below them (`uwv/ww-recht`).
    ids: BTreeSet<String>,
    uris: BTreeSet<String>,
    fouten: Vec<RegisterFout>,
}

impl Keuring<'_> {
    fn meld(&mut self, plek: &str, mankement: Mankement) {
        self.fouten.push(RegisterFout { bestand: self.bestand.into(), plek: plek.into(), mankement });
    }

    fn eis(&mut self, goed: bool, plek: &str, mankement: impl FnOnce() -> Mankement) {
        if !goed {
            self.meld(plek, mankement());
        }
    }

    fn organisatie(&mut self, bestand: Organisatiebestand, gekeurd: &mut Activiteiten) {
        let Organisatiebestand { id, soort, oin, naam, rechtsvorm, website, functionaris, activiteit } =
            bestand;
        self.id(&id, &id);
        self.tekst(&id, "rechtsvorm", &rechtsvorm);
        let (naam, website) = if id == PORTAAL {
            self.eis(naam.is_none() && website.is_none(), &id, || Mankement::VanDeConfiguratie);
            let naam = self.portaal.naam.to_owned();
            (Tekst { nl: naam.clone(), en: naam }, self.portaal.website.to_owned())
        } else {
            let (naam, website) = (naam.unwrap_or_default(), website.unwrap_or_default());
            self.tekst(&id, "naam", &naam);
            self.eis(is_adres(&website), &id, || Mankement::OngeldigAdres(website.clone()));
            (naam, website)
        };
        if let Some(adres) = &functionaris {
            let goed = adres.split_once('@').is_some_and(|(wie, waar)| !wie.is_empty() && waar.contains('.'));
            self.eis(goed, &id, || Mankement::OngeldigAdres(adres.clone()));
        }
        self.eis(!activiteit.is_empty(), &id, || Mankement::GeenActiviteit);
        for bestand in activiteit {
            let activiteit = self.activiteit(&id, bestand);
            gekeurd.activiteiten.push(activiteit);
        }
        gekeurd.organisaties.push(Organisatie { id, soort, oin, naam, rechtsvorm, website, functionaris });
    }

    fn activiteit(&mut self, organisatie: &str, bestand: Activiteitbestand) -> Activiteit {
        let plek = [organisatie, "/", &bestand.id].concat();
        self.id(&plek, &bestand.id);
        let teksten =
            [("naam", &bestand.naam), ("waarom", &bestand.waarom), ("grondslag", &bestand.grondslag.wet)];
        let misschien = [
            ("overige_gegevens", &bestand.overige_gegevens),
            ("herkomst", &bestand.herkomst),
            ("besluit", &bestand.besluit),
            ("buiten_eu", &bestand.buiten_eu),
        ];
        for (sleutel, tekst) in teksten
            .into_iter()
            .chain([("bewaartermijn", &bestand.bewaartermijn.tekst)])
            .chain(bestand.ontvangers.iter().map(|tekst| ("ontvangers", tekst)))
            .chain(misschien.into_iter().filter_map(|(sleutel, tekst)| Some((sleutel, tekst.as_ref()?))))
        {
            self.tekst(&plek, sleutel, tekst);
        }
        let wet = &bestand.grondslag.url;
        let bekend = WETTEN.iter().any(|begin| wet.starts_with(begin)) && is_adres(wet);
        self.eis(bekend, &plek, || Mankement::OngeldigAdres(wet.clone()));
        for duur in [&bestand.bewaartermijn.duur, &bestand.bewaartermijn.concept].into_iter().flatten() {
            self.eis(Duur::lees(duur).is_some(), &plek, || Mankement::OngeldigeDuur(duur.clone()));
        }
        self.eis(bestand.logboek_bewaren >= 1, &plek, || Mankement::OngeldigeDuur("logboek_bewaren".into()));
        let sinds = &bestand.sinds;
        self.eis(sinds.parse::<Datum>().is_ok(), &plek, || Mankement::OngeldigeDatum(sinds.clone()));
        self.bronnen(&plek, &bestand);
        let gegevens = self.gegevens(&plek, &bestand.gegevens);
        let iets = !bestand.gegevens.is_empty() || bestand.overige_gegevens.is_some();
        self.eis(iets, &plek, || Mankement::GeenGegevens);
        Activiteit {
            organisatie: organisatie.to_owned(),
            uris: self.uris(organisatie == PORTAAL, &plek, &bestand),
            gegevens,
            bestand,
        }
    }

    /// The portal's own stands in its configuration; the others write theirs out.
    fn uris(&mut self, van_portaal: bool, plek: &str, bestand: &Activiteitbestand) -> Vec<String> {
        let mut uris = bestand.uris.clone();
        if van_portaal {
            self.eis(uris.is_empty(), plek, || Mankement::VanDeConfiguratie);
            uris = vec![uri_van_portaal(self.portaal.basis, &bestand.id)];
        } else {
            self.eis(!uris.is_empty() && uris.iter().all(|uri| is_adres(uri)), plek, || Mankement::GeenUri);
        }
        for uri in &uris {
            let nieuw = self.uris.insert(uri.clone());
            self.eis(nieuw, plek, || Mankement::DubbeleUri(uri.clone()));
        }
        uris
    }

    fn bronnen(&mut self, plek: &str, bestand: &Activiteitbestand) {
        for bron in &bestand.bronnen {
            let bekend = self.register.registratie(bron).is_some();
            self.eis(bekend, plek, || Mankement::OnbekendeBron(bron.clone()));
        }
        let iets = !bestand.bronnen.is_empty() || bestand.herkomst.is_some();
        self.eis(iets, plek, || Mankement::GeenHerkomst);
    }

    /// All gegevens at or below these ids, in the order of the register.
    fn gegevens(&mut self, plek: &str, patronen: &[String]) -> Vec<String> {
        let valt_onder = |id: &str, patroon: &str| {
            id.strip_prefix(patroon).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let alle: Vec<&str> =
            self.register.registraties().flat_map(|registratie| registratie.alles().gegeven_ids()).collect();
        for patroon in patronen {
            let raakt = alle.iter().any(|id| valt_onder(id, patroon));
            self.eis(raakt, plek, || Mankement::OnbekendInActiviteit(patroon.clone()));
        }
        let genoemd = |id: &&&str| patronen.iter().any(|patroon| valt_onder(id, patroon));
        alle.iter().filter(genoemd).map(|id| (*id).to_owned()).collect()
    }

    /// `woord` is the last part of `id`, which is unique.
    fn id(&mut self, id: &str, woord: &str) {
        let goed = woord.starts_with(|teken: char| teken.is_ascii_alphabetic())
            && woord.bytes().all(|teken| teken.is_ascii_alphanumeric() || teken == b'-');
        self.eis(goed, id, || Mankement::OngeldigActiviteitId);
        let nieuw = self.ids.insert(id.to_owned());
        self.eis(nieuw, id, || Mankement::DubbelId);
    }

    fn tekst(&mut self, plek: &str, sleutel: &str, tekst: &Tekst) {
        for (taal, woorden) in [("nl", &tekst.nl), ("en", &tekst.en)] {
            let mankement = || Mankement::GeenTekst { sleutel: sleutel.into(), taal };
            self.eis(!woorden.trim().is_empty(), plek, mankement);
        }
    }
}

/// An address on the web, without a question or a place in the page.
fn is_adres(tekst: &str) -> bool {
    let goed = |teken: char| teken.is_ascii_graphic() && !matches!(teken, '?' | '#' | '"' | '<' | '>' | '\\');
    tekst.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && rest.chars().all(goed))
}

#[cfg(test)]
mod tests {
    use super::is_adres;

    #[test]
    fn an_address_is_https_and_nothing_but_a_place() {
        assert!(is_adres("https://rvva.example/uwv/ww-recht/versions/1"));
        for fout in [
            "",
            "https://",
            "http://a.nl",
            "https://a.nl/?b=1",
            "https://a.nl/#b",
            "https://a b.nl",
            "https://anl",
        ] {
            assert!(!is_adres(fout), "{fout}");
        }
    }
}
