//! From files to a [`Register`], with every mistake on the way collected.

use crate::bestand::{self, EenOfMeer, Registratiebestand, Tekst, Themabestand};
use crate::fout::{Mankement, RegisterFout};
use crate::register::{Definitie, Groep, Levering, Register, Registratie};
use crate::toegang::{Doel, Rol, Toegang};
use crate::velden::{MEESTE_VELDEN, is_veld};
use crate::waarde::Leeswijze;
use crate::wijzer::Wijzer;
use contract::gegevensregister::{Grafiek, Soort};
use std::collections::{BTreeMap, BTreeSet};

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
    keuring.verbanden(&gekeurd);
    if keuring.fouten.is_empty() {
        Ok(Register { themas, registraties: gekeurd, tips: Vec::new() })
    } else {
        Err(keuring.fouten)
    }
}

/// What the gegevens of one file have in common.
struct Gemeen<'a> {
    sinds: &'a EenOfMeer,
    teksten: bool,
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
        let in_zin = bestand.in_zin.unwrap_or_else(|| Tekst {
            nl: format!("de {}", bestand.afkorting),
            en: format!("the {}", bestand.afkorting),
        });
        self.tekst(id, "in_zin", &in_zin);
        if let Some(leeg) = &bestand.leeg {
            self.tekst(id, "leeg", leeg);
        }
        if let Some(weg) = &bestand.correctie {
            let bekend = crate::organisatie_ids().any(|organisatie| organisatie == weg.organisatie);
            self.eis(bekend, id, Mankement::OnbekendeOrganisatie(weg.organisatie.clone()));
        }
        let oin = bestand.houder.oin.as_bytes();
        self.eis(oin.len() == 20 && oin.iter().all(u8::is_ascii_digit), id, Mankement::OngeldigeOin);

        let gemeen = Gemeen { sinds: &bestand.onderzoek_sinds, teksten: bestand.teksten };
        let groepen: Vec<Groep> =
            bestand.groep.into_iter().map(|groep| self.groep(id, groep, &gemeen)).collect();
        self.omwegen(&groepen);
        let levert: BTreeMap<String, Levering> = bestand
            .levert
            .iter()
            .map(|(naam, levert)| (naam.clone(), self.levering(id, levert, &groepen)))
            .collect();
        let geleverd: Vec<Wijzer> = levert.values().flat_map(Levering::plekken).cloned().collect();
        let alles = Toegang::nieuw(groepen, &geleverd, bestand.velden);
        self.velden(id, alles.fields());
        Registratie {
            om_te_zoeken: alles.voor_plekken(&geleverd, bestand.velden),
            toegangen: self.toegangen(id, &alles, &bestand.autorisatie, &geleverd, bestand.velden),
            alles,
            levert,
            id: bestand.id,
            afkorting: bestand.afkorting,
            in_zin,
            leeg: bestand.leeg,
            naam: bestand.naam,
            uitleg: bestand.uitleg,
            grondslag: bestand.grondslag,
            over_personen: bestand.over_personen,
            houder: bestand.houder,
            correctie: bestand.correctie,
            nodig: bestand.nodig,
        }
    }

    fn levering(&mut self, registratie: &str, levert: &bestand::Levert, groepen: &[Groep]) -> Levering {
        let wijzers = levert.wijzers().iter().map(|tekst| self.wijzer(registratie, tekst)).collect();
        let mut tenzij = Vec::new();
        for (id, code) in levert.tenzij() {
            match plek_van_code(groepen, id, code) {
                Some(wijzer) => tenzij.push((wijzer, code.clone())),
                None => self.meld(registratie, Mankement::OnbekendInTenzij(id.clone())),
            }
        }
        Levering { wijzers, tenzij }
    }

    /// A way round must lead somewhere.
    fn omwegen(&mut self, groepen: &[Groep]) {
        let gegevens = || groepen.iter().flat_map(|groep| &groep.gegevens);
        let kan = |doel: &String| gegevens().any(|gegeven| gegeven.corrigeerbaar && gegeven.id == *doel);
        for gegeven in gegevens() {
            let omweg = gegeven.omweg.as_ref();
            let goed = omweg.is_none_or(|omweg| !gegeven.corrigeerbaar && omweg.gegevens.iter().all(kan));
            self.eis(goed, &gegeven.id, Mankement::OmwegZonderReden);
        }
    }

    fn velden(&mut self, id: &str, fields: &[String]) {
        self.eis(fields.len() <= MEESTE_VELDEN, id, Mankement::TeVeelVelden(fields.len()));
        for veld in fields.iter().filter(|veld| !is_veld(veld)) {
            self.meld(id, Mankement::OngeldigVeld(veld.clone()));
        }
    }

    fn toegangen(
        &mut self,
        registratie: &str,
        alles: &Toegang,
        autorisaties: &[bestand::Autorisatie],
        levert: &[Wijzer],
        op_velden: bool,
    ) -> BTreeMap<(Rol, Doel), Toegang> {
        self.eis(!autorisaties.is_empty(), registratie, Mankement::GeenAutorisatie);
        let mut toegangen = BTreeMap::new();
        for autorisatie in autorisaties {
            let toegang = match &autorisatie.gegevens {
                None => alles.clone(),
                Some(ids) => {
                    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
                    for id in ids.iter().filter(|id| !self.ids.contains(**id)).copied().collect::<Vec<_>>() {
                        self.meld(registratie, Mankement::OnbekendGegeven(id.into()));
                    }
                    alles.beperkt(&ids, levert, op_velden)
                }
            };
            let eerder = toegangen.insert((autorisatie.rol, autorisatie.doel), toegang);
            self.eis(eerder.is_none(), registratie, Mankement::DubbeleAutorisatie);
        }
        toegangen
    }

    /// What a registration is found by must be delivered, and not by itself in a circle.
    fn verbanden(&mut self, registraties: &[Registratie]) {
        let levert = |id: &str, naam: &str| {
            registraties
                .iter()
                .any(|registratie| registratie.id == id && registratie.levert.contains_key(naam))
        };
        for (nummer, registratie) in registraties.iter().enumerate() {
            self.bestand = format!("{}.toml", registratie.id);
            for (naam, bronnen) in &registratie.nodig {
                self.eis(!bronnen.is_empty(), &registratie.id, Mankement::NietGeleverd(naam.clone()));
                for bron in bronnen {
                    self.eis(levert(bron, naam), &registratie.id, Mankement::NietGeleverd(naam.clone()));
                    // The order of the page is the order of asking, so a circle cannot be.
                    let eerder = registraties.iter().take(nummer).any(|ander| ander.id == *bron);
                    self.eis(eerder, &registratie.id, Mankement::NogNiet(bron.clone()));
                }
            }
        }
    }

    fn groep(&mut self, registratie: &str, groep: bestand::Groep, gemeen: &Gemeen<'_>) -> Groep {
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
        let herhaalt = [wijzer.herhaalt(), groep.enkelvoud.is_some(), !groep.sleutel.is_empty()];
        self.eis(herhaalt == [herhaalt[0]; 3], id, Mankement::Herhaling);
        self.eis(!groep.volledig || !wijzer.stappen().is_empty(), id, Mankement::VolledigZonderPlek);
        self.eis(!groep.gegeven.is_empty(), id, Mankement::LegeGroep);
        let geldig_van = groep.geldig_van.as_deref().map(|tekst| self.enkele_wijzer(id, tekst));
        let geldig_tot = groep.geldig_tot.as_deref().map(|tekst| self.enkele_wijzer(id, tekst));
        let gegevens: Vec<Definitie> =
            groep.gegeven.into_iter().map(|gegeven| self.gegeven(id, gegeven, gemeen)).collect();
        for deel in &groep.sleutel {
            let kan = |soort| matches!(soort, Soort::Tekst | Soort::Code | Soort::Getal | Soort::Datum);
            let goed = gegevens.iter().any(|gegeven| gegeven.id == *deel && kan(gegeven.leeswijze.soort));
            self.eis(goed, id, Mankement::OngeldigeSleutel(deel.clone()));
        }
        if let Some(Grafiek { waarde, bij, per }) = &groep.grafiek {
            let is = |id: &str, soorten: &[Soort]| {
                gegevens.iter().any(|gegeven| gegeven.id == id && soorten.contains(&gegeven.leeswijze.soort))
            };
            let goed = wijzer.herhaalt()
                && is(waarde, &[Soort::Bedrag, Soort::Getal])
                && is(bij, &[Soort::Datum])
                && is(per, &[Soort::Tekst, Soort::Code]);
            self.eis(goed, id, Mankement::OngeldigeGrafiek);
        }
        Groep {
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
            grafiek: groep.grafiek,
            volledig: groep.volledig,
            sleutel: groep.sleutel,
        }
    }

    fn gegeven(&mut self, groep: &str, gegeven: bestand::Gegeven, gemeen: &Gemeen<'_>) -> Definitie {
        let id = gegeven.id.as_str();
        self.id(id, Some(groep));
        self.tekst(id, "naam", &gegeven.naam);
        self.tekst(id, "uitleg", &gegeven.uitleg);
        for (code, tekst) in &gegeven.waarden {
            self.tekst(id, &format!("waarden.{code}"), tekst);
        }
        let waarden_passen = gegeven.waarden.is_empty() || gegeven.soort == Soort::Code;
        self.eis(waarden_passen, id, Mankement::WaardenZonderCode);
        let vlag_past = gegeven.soort == Soort::JaNee || (gegeven.ja.is_empty() && gegeven.nee.is_empty());
        self.eis(vlag_past, id, Mankement::JaZonderVlag);
        let eenheid_past = gegeven.eenheid.is_none() || gegeven.soort == Soort::Getal;
        self.eis(eenheid_past, id, Mankement::EenheidZonderGetal);
        if let Some(omweg) = &gegeven.omweg {
            self.tekst(id, "omweg.tekst", &omweg.tekst);
        }
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
        let sinds = gegeven.onderzoek_sinds.as_ref().unwrap_or(gemeen.sinds).teksten();
        let mut sinds: Vec<Wijzer> =
            onderzoek.iter().flat_map(|vlag| sinds.iter().map(|naam| vlag.ernaast(naam))).collect();
        // Flags that stand side by side share their dates.
        sinds.dedup();
        Definitie {
            wijzers,
            onderzoek,
            sinds,
            id: gegeven.id,
            leeswijze: Leeswijze {
                soort: gegeven.soort,
                teksten: gemeen.teksten,
                ja: gegeven.ja,
                nee: gegeven.nee,
            },
            eenheid: gegeven.eenheid,
            naam: gegeven.naam,
            uitleg: gegeven.uitleg,
            corrigeerbaar: gegeven.corrigeerbaar,
            omweg: gegeven.omweg,
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

/// The one place of a gegeven that can have this code.
fn plek_van_code(groepen: &[Groep], id: &str, code: &str) -> Option<Wijzer> {
    let alle = groepen.iter().flat_map(|groep| groep.gegevens.iter().map(move |gegeven| (groep, gegeven)));
    let (groep, gegeven) = alle.into_iter().find(|(_, gegeven)| gegeven.id == id)?;
    let wijzer = gegeven.wijzers.first()?.vanaf(&groep.wijzer);
    let past = gegeven.leeswijze.soort == Soort::Code && gegeven.waarden.contains_key(code);
    (past && !wijzer.herhaalt()).then_some(wijzer)
}

fn is_id(id: &str) -> bool {
    id.split('.').all(|woord| {
        woord.starts_with(|teken: char| teken.is_ascii_lowercase())
            && woord.bytes().all(|teken| teken.is_ascii_alphanumeric())
    })
}
