//! From files to a [`Register`], with every mistake on the way collected.

use crate::bestand::{self, EenOfMeer, Registratiebestand, Tekst, Themabestand};
use crate::boom::Knoop;
use crate::fout::{Mankement, RegisterFout};
use crate::register::{Definitie, Groep, Register, Registratie};
use crate::velden::{MEESTE_VELDEN, is_veld, velden};
use crate::wijzer::Wijzer;
use contract::gegevensregister::Soort;
use std::collections::BTreeSet;

pub(crate) fn keur(themas: &str, registraties: &[(&str, &str)]) -> Result<Register, Vec<RegisterFout>> {
    let mut keuring = Keuring::default();
    let themas = keuring.themas(themas);
    let mut gekeurd = Vec::new();
    for (naam, tekst) in registraties {
        keuring.bestand = (*naam).into();
        match toml::from_str::<Registratiebestand>(tekst) {
            Ok(bestand) => gekeurd.push(keuring.registratie(bestand)),
            Err(fout) => keuring.meld("", Mankement::Onleesbaar(fout.to_string())),
        }
    }
    if keuring.fouten.is_empty() {
        Ok(Register { themas, registraties: gekeurd })
    } else {
        Err(keuring.fouten)
    }
}

#[derive(Default)]
struct Keuring {
    /// The file at hand.
    bestand: String,
    /// Ids of all files: a gegeven is known by its id alone.
    ids: BTreeSet<String>,
    themas: BTreeSet<String>,
    fouten: Vec<RegisterFout>,
}

impl Keuring {
    fn meld(&mut self, plek: &str, mankement: Mankement) {
        self.fouten.push(RegisterFout { bestand: self.bestand.clone(), plek: plek.into(), mankement });
    }

    fn eis(&mut self, goed: bool, plek: &str, mankement: Mankement) {
        if !goed {
            self.meld(plek, mankement);
        }
    }

    fn themas(&mut self, tekst: &str) -> Vec<bestand::Thema> {
        self.bestand = "themas.toml".into();
        let themas = match toml::from_str::<Themabestand>(tekst) {
            Ok(bestand) => bestand.thema,
            Err(fout) => {
                self.meld("", Mankement::Onleesbaar(fout.to_string()));
                return Vec::new();
            }
        };
        for thema in &themas {
            self.eis(is_id(&thema.id), &thema.id, Mankement::OngeldigId);
            self.tekst(&thema.id, "naam", &thema.naam);
            let nieuw = self.themas.insert(thema.id.clone());
            self.eis(nieuw, &thema.id, Mankement::DubbelId);
        }
        themas
    }

    fn registratie(&mut self, bestand: Registratiebestand) -> Registratie {
        let id = bestand.id.as_str();
        self.id(id, None);
        self.tekst(id, "naam", &bestand.naam);
        self.tekst(id, "uitleg", &bestand.uitleg);
        self.tekst(id, "grondslag", &bestand.grondslag);
        self.tekst(id, "houder.naam", &bestand.houder.naam);
        let afkorting = Tekst { nl: bestand.afkorting.clone(), en: bestand.afkorting.clone() };
        self.tekst(id, "afkorting", &afkorting);
        let oin = bestand.houder.oin.as_bytes();
        self.eis(oin.len() == 20 && oin.iter().all(u8::is_ascii_digit), id, Mankement::OngeldigeOin);

        let groepen: Vec<Groep> =
            bestand.groep.into_iter().map(|groep| self.groep(id, groep, &bestand.onderzoek_sinds)).collect();
        let fields = velden(&groepen);
        self.eis(fields.len() <= MEESTE_VELDEN, id, Mankement::TeVeelVelden(fields.len()));
        for veld in fields.iter().filter(|veld| !is_veld(veld)) {
            self.meld(id, Mankement::OngeldigVeld(veld.clone()));
        }
        Registratie {
            boom: Knoop::van(&groepen),
            fields,
            groepen,
            id: bestand.id,
            afkorting: bestand.afkorting,
            naam: bestand.naam,
            uitleg: bestand.uitleg,
            grondslag: bestand.grondslag,
            houder: bestand.houder,
        }
    }

    fn groep(&mut self, registratie: &str, groep: bestand::Groep, sinds: &EenOfMeer) -> Groep {
        let id = groep.id.as_str();
        self.id(id, Some(registratie));
        self.eis(self.themas.contains(&groep.thema), id, Mankement::OnbekendThema(groep.thema.clone()));
        self.tekst(id, "naam", &groep.naam);
        self.tekst(id, "uitleg", &groep.uitleg);
        for (naam, tekst) in [("enkelvoud", &groep.enkelvoud), ("leeg", &groep.leeg)] {
            if let Some(tekst) = tekst {
                self.tekst(id, naam, tekst);
            }
        }
        let wijzer = self.wijzer(id, &groep.wijzer);
        let lijst = wijzer.zonder_laatste_elk();
        let los = wijzer.herhaalt() && lijst.is_none();
        self.eis(!los, id, Mankement::VerkeerdeHerhaling(groep.wijzer.clone()));
        let herhaalt = [lijst.is_some(), groep.enkelvoud.is_some(), !groep.sleutel.is_empty()];
        self.eis(herhaalt == [herhaalt[0]; 3], id, Mankement::Herhaling);
        self.eis(!groep.volledig || !wijzer.stappen().is_empty(), id, Mankement::VolledigZonderPlek);
        self.eis(!groep.gegeven.is_empty(), id, Mankement::LegeGroep);
        let geldig_van = groep.geldig_van.as_deref().map(|tekst| self.enkele_wijzer(id, tekst));
        let geldig_tot = groep.geldig_tot.as_deref().map(|tekst| self.enkele_wijzer(id, tekst));
        let gegevens: Vec<Definitie> =
            groep.gegeven.into_iter().map(|gegeven| self.gegeven(id, gegeven, sinds)).collect();
        for deel in &groep.sleutel {
            let kan = |soort| matches!(soort, Soort::Tekst | Soort::Code | Soort::Getal | Soort::Datum);
            let goed = gegevens.iter().any(|gegeven| gegeven.id == *deel && kan(gegeven.soort));
            self.eis(goed, id, Mankement::OngeldigeSleutel(deel.clone()));
        }
        Groep {
            lijst,
            wijzer,
            geldig_van,
            geldig_tot,
            gegevens,
            id: groep.id,
            thema: groep.thema,
            naam: groep.naam,
            uitleg: groep.uitleg,
            enkelvoud: groep.enkelvoud,
            leeg: groep.leeg,
            volledig: groep.volledig,
            sleutel: groep.sleutel,
        }
    }

    fn gegeven(&mut self, groep: &str, gegeven: bestand::Gegeven, sinds: &EenOfMeer) -> Definitie {
        let id = gegeven.id.as_str();
        self.id(id, Some(groep));
        self.tekst(id, "naam", &gegeven.naam);
        self.tekst(id, "uitleg", &gegeven.uitleg);
        for (code, tekst) in &gegeven.waarden {
            self.tekst(id, &format!("waarden.{code}"), tekst);
        }
        let waarden_passen = gegeven.waarden.is_empty() || gegeven.soort == Soort::Code;
        self.eis(waarden_passen, id, Mankement::WaardenZonderCode);
        let is_adres = gegeven.soort == Soort::Adres;
        let teksten = gegeven.wijzer.teksten();
        let aantal_past = teksten.len() == 1 || (is_adres && !teksten.is_empty());
        self.eis(aantal_past, id, Mankement::AantalWijzers);
        let wijzers = teksten
            .iter()
            .map(|tekst| if is_adres { self.enkele_wijzer(id, tekst) } else { self.wijzer(id, tekst) });
        let wijzers = wijzers.collect();
        let onderzoek: Vec<Wijzer> =
            gegeven.onderzoek.teksten().iter().map(|tekst| self.enkele_wijzer(id, tekst)).collect();
        let sinds = gegeven.onderzoek_sinds.as_ref().unwrap_or(sinds).teksten();
        let mut sinds: Vec<Wijzer> =
            onderzoek.iter().flat_map(|vlag| sinds.iter().map(|naam| vlag.ernaast(naam))).collect();
        // Flags that stand side by side share their dates.
        sinds.dedup();
        Definitie {
            wijzers,
            onderzoek,
            sinds,
            id: gegeven.id,
            soort: gegeven.soort,
            naam: gegeven.naam,
            uitleg: gegeven.uitleg,
            corrigeerbaar: gegeven.corrigeerbaar,
            deelbaar: gegeven.deelbaar,
            automatisch: gegeven.automatisch,
            waarden: gegeven.waarden,
        }
    }

    fn id(&mut self, id: &str, onder: Option<&str>) {
        self.eis(is_id(id), id, Mankement::OngeldigId);
        let nieuw = self.ids.insert(id.into());
        self.eis(nieuw, id, Mankement::DubbelId);
        if let Some(onder) = onder {
            let begin_goed = id.strip_prefix(onder).is_some_and(|rest| rest.starts_with('.'));
            self.eis(begin_goed, id, Mankement::VerkeerdBegin(onder.into()));
        }
    }

    fn tekst(&mut self, plek: &str, sleutel: &str, tekst: &Tekst) {
        for (taal, woorden) in [("nl", &tekst.nl), ("en", &tekst.en)] {
            let mankement = Mankement::GeenTekst { sleutel: sleutel.into(), taal };
            self.eis(!woorden.trim().is_empty(), plek, mankement);
        }
    }

    /// A pointer that cannot be read is reported, and read as the empty one so that the check can go on.
    fn wijzer(&mut self, plek: &str, tekst: &str) -> Wijzer {
        Wijzer::lees(tekst).unwrap_or_else(|_| {
            self.meld(plek, Mankement::OngeldigeWijzer(tekst.into()));
            Wijzer::default()
        })
    }

    fn enkele_wijzer(&mut self, plek: &str, tekst: &str) -> Wijzer {
        let wijzer = self.wijzer(plek, tekst);
        self.eis(!wijzer.herhaalt(), plek, Mankement::HerhalingKanNiet(tekst.into()));
        wijzer
    }
}

fn is_id(id: &str) -> bool {
    id.split('.').all(|woord| {
        woord.starts_with(|teken: char| teken.is_ascii_lowercase())
            && woord.bytes().all(|teken| teken.is_ascii_alphanumeric())
    })
}
