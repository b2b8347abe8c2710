//! A use in words, in the reader's language.

use super::maanden::{Maand, maand_van};
use crate::activiteiten::{Activiteiten, zoek};
use crate::browser::intl;
use crate::klantbeeld;
use crate::klantbeeld::lezer::{Lezer, lezer_zonder_bedragen};
use crate::klantbeeld::ordening::registratie;
use crate::klantbeeld::vorm::datum_tekst;
use crate::taal::{td_string, vul};
use contract::gegevensregister::{Gegevensregister, Groep};
use contract::inzage::{Door, Doorsoort, Gebruik, Opgevraagd, PORTAAL, Uitkomst};
use contract::routes;
use contract::verwerkingsactiviteiten::Verwerkingsactiviteiten;
use leptos::prelude::{Memo, expect_context};
use std::sync::Arc;

/// In a list, more groups of one registration than this are a number.
const MEESTE_GROEPEN: usize = 5;
/// The activity of asking a log: what is used is the log, and no gegevens.
const LOGBOEK_INZIEN: &str = "LogboekInzien";

/// What things are called, as far as that is known by now.
#[derive(Clone)]
pub struct Namen {
    pub lezer: Lezer,
    register: Option<Arc<Gegevensregister>>,
    activiteiten: Option<Arc<Verwerkingsactiviteiten>>,
}

/// What something was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doel {
    /// An activity of the register, with the page about it.
    Bekend {
        naam: String,
        href: String,
    },
    /// What the log itself says, which is Dutch.
    Omschreven(String),
    Onbekend,
}

impl Namen {
    /// In a reactive place it follows the language and the registers. The page sees to it that those are fetched.
    pub fn nu() -> Self {
        Namen {
            lezer: lezer_zonder_bedragen(),
            register: klantbeeld::gebruik().register(),
            activiteiten: expect_context::<Activiteiten>().nu().ok().flatten(),
        }
    }

    /// Whether what things are called is here, or will not come. Ids that become names a moment later only confuse.
    pub fn gereed() -> Memo<bool> {
        let (klantbeeld, activiteiten) = (klantbeeld::gebruik(), expect_context::<Activiteiten>());
        Memo::new(move |_| klantbeeld.namen_gevraagd() && !matches!(activiteiten.nu(), Ok(None)))
    }

    /// Who used it.
    pub fn wie(&self, door: &Door) -> String {
        if door.soort == Doorsoort::Zelf {
            return self.verzoek(Doorsoort::Zelf).to_owned();
        }
        let bekend = door.organisatie.as_deref().map(|id| self.organisatie(id));
        bekend
            .or_else(|| door.naam.clone())
            .unwrap_or_else(|| td_string!(self.lezer.0, inzage.wie_onbekend).to_owned())
    }

    /// What an organisation is called; its id as long as the register is not there.
    pub fn organisatie(&self, id: &str) -> String {
        let alle = self.activiteiten.iter().flat_map(|register| &register.organisaties);
        let een = alle.clone().find(|een| een.id == id);
        een.map_or_else(|| id.to_owned(), |een| een.naam.clone())
    }

    /// Every organisation of the register: id and name, in its order.
    pub fn organisaties(&self) -> Vec<(String, String)> {
        let alle = self.activiteiten.iter().flat_map(|register| &register.organisaties);
        alle.map(|een| (een.id.clone(), een.naam.clone())).collect()
    }

    /// At whose request.
    pub fn verzoek(&self, soort: Doorsoort) -> &'static str {
        let taal = self.lezer.0;
        match soort {
            Doorsoort::Zelf => td_string!(taal, inzage.soort.zelf),
            Doorsoort::Namens => td_string!(taal, inzage.soort.namens),
            Doorsoort::Balie => td_string!(taal, inzage.soort.balie),
            Doorsoort::Toestemming => td_string!(taal, inzage.soort.toestemming),
            Doorsoort::Taak => td_string!(taal, inzage.soort.taak),
            Doorsoort::Onbekend => td_string!(taal, inzage.soort.onbekend),
        }
    }

    /// What for. An activity that an organisation does not have in the register (yet) is known by what the log says.
    pub fn doel(&self, door: &Door, activiteit: Option<&str>, omschrijving: Option<&str>) -> Doel {
        let register = self.activiteiten.as_deref();
        let bekend = register.zip(activiteit).and_then(|(register, id)| {
            // Who acts and who answers for the purpose may be two, as for a desk; an own look names nobody.
            let eigen = door.organisatie.as_deref().and_then(|van| zoek(register, van, id));
            eigen.map(|(_, een)| een).or_else(|| register.activiteiten.iter().find(|een| een.id == id))
        });
        let gezegd = || omschrijving.or(activiteit).map(|tekst| Doel::Omschreven(tekst.to_owned()));
        match bekend {
            Some(een) => Doel::Bekend {
                naam: een.naam.clone(),
                href: routes::verwerkingsactiviteit(&een.organisatie, &een.id),
            },
            None => gezegd().unwrap_or(Doel::Onbekend),
        }
    }

    /// The same for a sentence.
    pub fn doel_tekst(&self, door: &Door, activiteit: Option<&str>, omschrijving: Option<&str>) -> String {
        match self.doel(door, activiteit, omschrijving) {
            Doel::Bekend { naam, .. } | Doel::Omschreven(naam) => naam,
            Doel::Onbekend => td_string!(self.lezer.0, inzage.doel_onbekend).to_owned(),
        }
    }

    /// What an activity is called, whoever does it.
    pub fn activiteit(&self, id: &str) -> String {
        let mut alle = self.activiteiten.iter().flat_map(|register| &register.activiteiten);
        alle.find(|een| een.id == id).map_or_else(|| id.to_owned(), |een| een.naam.clone())
    }

    /// What a registration is called in short.
    pub fn registratie(&self, id: &str) -> String {
        let van = self.register.as_deref().and_then(|register| registratie(register, id));
        van.map_or_else(|| id.to_uppercase(), |van| van.afkorting.clone())
    }

    /// How a sentence calls a registration.
    pub fn in_zin(&self, id: &str) -> String {
        let van = self.register.as_deref().and_then(|register| registratie(register, id));
        van.map_or_else(|| id.to_uppercase(), |van| van.in_zin.clone())
    }

    /// "BRP", with its full name when that is known.
    pub fn registratie_voluit(&self, id: &str) -> String {
        let van = self.register.as_deref().and_then(|register| registratie(register, id));
        van.map_or_else(|| id.to_uppercase(), |van| [&van.naam, " (", &van.afkorting, ")"].concat())
    }

    /// What was asked, registration by registration in the register's order; what it does not know comes last.
    pub fn op_volgorde<'w>(&self, opgevraagd: &'w [Opgevraagd]) -> Vec<&'w Opgevraagd> {
        let alle = self.register.as_deref().map(|register| &*register.registraties).unwrap_or_default();
        let plek =
            |wat: &&Opgevraagd| alle.iter().position(|van| van.id == wat.registratie).unwrap_or(usize::MAX);
        let mut opgevraagd: Vec<&Opgevraagd> = opgevraagd.iter().collect();
        opgevraagd.sort_by_key(plek);
        opgevraagd
    }

    /// The groups of a registration, in the register's order.
    pub fn groepen(&self, van: &str) -> &[Groep] {
        let van = self.register.as_deref().and_then(|register| registratie(register, van));
        van.map(|van| &*van.groepen).unwrap_or_default()
    }

    /// What a gegeven or a group of gegevens is called.
    pub fn gegeven_of_groep(&self, id: &str) -> String {
        let groepen = self.register.iter().flat_map(|register| &register.registraties);
        let naam = groepen.flat_map(|van| &van.groepen).find_map(|groep| {
            let definitie = || groep.gegevens.iter().find(|gegeven| gegeven.id == id);
            if groep.id == id { Some(&groep.naam) } else { definitie().map(|gegeven| &gegeven.naam) }
        });
        naam.cloned().unwrap_or_else(|| id.to_owned())
    }

    /// What to say of a use that names no gegevens.
    pub fn zonder_gegevens(&self, gebruik: &Gebruik) -> &'static str {
        if gebruik.activiteit.as_deref() == Some(LOGBOEK_INZIEN) {
            td_string!(self.lezer.0, inzage.het_logboek)
        } else {
            td_string!(self.lezer.0, inzage.groepen_onbekend)
        }
    }

    /// "BRP: Naam, Geboorte en Adres".
    pub fn gevraagd(&self, gebruik: &Gebruik, wat: &Opgevraagd) -> String {
        let taal = self.lezer.0;
        let groepen = self.groepen(&wat.registratie);
        let naam = |id: &String| {
            groepen
                .iter()
                .find(|groep| groep.id == *id)
                .map_or_else(|| id.clone(), |groep| groep.naam.clone())
        };
        let mut namen: Vec<String> = wat.groepen.iter().map(naam).collect();
        if namen.len() > MEESTE_GROEPEN {
            let rest = namen.split_off(MEESTE_GROEPEN - 1).len().to_string();
            namen.push(vul(td_string!(taal, inzage.meer_groepen), &[("aantal", &rest)]));
        }
        let uitkomst = self.uitkomst(wat.uitkomst);
        let namen = match uitkomst {
            Some(uitkomst) if namen.is_empty() => uitkomst.to_owned(),
            None if namen.is_empty() => self.zonder_gegevens(gebruik).to_owned(),
            Some(uitkomst) => [&self.lezer.opsomming(&namen), " (", uitkomst, ")"].concat(),
            None => self.lezer.opsomming(&namen),
        };
        [&self.registratie(&wat.registratie), ": ", &namen].concat()
    }

    /// What became of it, when that is not what was asked for.
    pub fn uitkomst(&self, uitkomst: Uitkomst) -> Option<&'static str> {
        match uitkomst {
            Uitkomst::Gelukt => None,
            Uitkomst::Mislukt => Some(td_string!(self.lezer.0, inzage.mislukt)),
            Uitkomst::Onbekend => Some(td_string!(self.lezer.0, inzage.afloop_onbekend)),
        }
    }

    /// Whose log it stands in: "logboek van de BRP".
    pub fn log_van(&self, bron: &str) -> String {
        let taal = self.lezer.0;
        if bron == PORTAAL {
            return td_string!(taal, inzage.bron.portaal).to_owned();
        }
        vul(td_string!(taal, inzage.bron.registratie), &[("bron", &self.in_zin(bron))])
    }

    /// The same as a line: "Bron: logboek van de BRP".
    pub fn bron(&self, bron: &str) -> String {
        [td_string!(self.lezer.0, gegeven.bron), ": ", &self.log_van(bron)].concat()
    }

    /// Day and time; of a folded use between which times.
    pub fn wanneer(&self, gebruik: &Gebruik) -> String {
        self.wanneer_met(gebruik, true)
    }

    /// The same under a heading that tells the year.
    pub fn wanneer_in_maand(&self, gebruik: &Gebruik) -> String {
        self.wanneer_met(gebruik, false)
    }

    fn wanneer_met(&self, gebruik: &Gebruik, jaar: bool) -> String {
        let taal = self.lezer.0;
        let weekdag = intl::weekdag(taal, &gebruik.moment, jaar);
        let (Some(dag), Some(tot)) = (weekdag, intl::tijd(taal, &gebruik.moment)) else {
            return self.lezer.moment(&gebruik.moment);
        };
        let keren = gebruik.keren.to_string();
        let Some(vanaf) = gebruik.vanaf.as_deref() else {
            return vul(td_string!(taal, inzage.moment), &[("dag", &dag), ("tijd", &tot)]);
        };
        let zelfde_dag = intl::dag_van(vanaf) == intl::dag_van(&gebruik.moment);
        let van = intl::tijd(taal, vanaf).unwrap_or_default();
        let van = if zelfde_dag { van } else { self.lezer.moment(vanaf) };
        let waarden = [("dag", dag.as_str()), ("keren", &keren), ("van", &van), ("tot", &tot)];
        if van == tot {
            return vul(td_string!(taal, inzage.keren_ineens), &waarden);
        }
        vul(td_string!(taal, inzage.keren), &waarden)
    }

    /// "1 september".
    pub fn dag(&self, moment: &str) -> String {
        intl::dag_zonder_jaar(self.lezer.0, moment).unwrap_or_else(|| self.lezer.moment(moment))
    }

    /// A day as the contract writes it, such as `2026-09-01`.
    pub fn kalenderdag(&self, iso: &str) -> String {
        iso.parse().map_or_else(|_| iso.to_owned(), |datum| datum_tekst(datum, &self.lezer))
    }

    /// "september 2026".
    pub fn maand(&self, maand: Maand) -> String {
        match maand {
            Some((jaar, maand)) => intl::maand(self.lezer.0, jaar, maand),
            None => td_string!(self.lezer.0, inzage.maand_onbekend).to_owned(),
        }
    }
}

/// The month of a moment, in the reader's zone.
pub fn maand_van_moment(moment: &str) -> Maand {
    maand_van(intl::dag_van(moment))
}

#[cfg(test)]
mod tests {
    use super::{Doel, Namen};
    use crate::inzage::proef::door;
    use crate::klantbeeld::lezer::Lezer;
    use crate::klantbeeld::proef::register;
    use contract::Taal;
    use contract::inzage::{Door, Doorsoort, Opgevraagd, Uitkomst};
    use gegevensregister::{Activiteiten, Portaal};
    use std::sync::Arc;

    fn namen() -> Namen {
        let portaal = Portaal {
            naam: "Gemeente Voorbeeld",
            website: "https://a.example",
            basis: "https://a.example/v",
        };
        let activiteiten = Activiteiten::ingebouwd(portaal).expect("the register is right");
        Namen {
            lezer: Lezer(Taal::Nl, false),
            register: Some(Arc::new(register())),
            activiteiten: Some(Arc::new(activiteiten.weergave(Taal::Nl))),
        }
    }

    #[test]
    fn who_is_known_by_the_register_or_by_what_the_log_says() {
        let genoemd = |naam: Option<&str>| Door {
            soort: Doorsoort::Onbekend,
            organisatie: None,
            naam: naam.map(Into::into),
            functie: None,
        };
        let wie = [
            namen().wie(&door("uwv")),
            namen().wie(&door("weg")),
            namen().wie(&genoemd(Some("Stichting X"))),
            namen().wie(&genoemd(None)),
            namen().wie(&Door { soort: Doorsoort::Zelf, ..genoemd(None) }),
        ];
        assert_eq!(wie, ["UWV", "weg", "Stichting X", "Organisatie niet gemeld", "U zelf"]);
    }

    #[test]
    fn what_for_is_never_left_open() {
        let namen = namen();
        let bekend = |naam: &str, href: &str| Doel::Bekend { naam: naam.into(), href: href.into() };
        let ww = bekend("WW-uitkering", "/verwerkingsactiviteiten/uwv/ww-recht");
        assert_eq!(namen.doel(&door("uwv"), Some("ww-recht"), None), ww);
        assert_eq!(
            namen.doel(&door("gemeente"), Some("ww-recht"), None),
            ww,
            "who acts is not who answers for it"
        );
        assert_eq!(namen.doel(&door("uwv"), Some("weg"), Some("Iets")), Doel::Omschreven("Iets".into()));
        assert_eq!(namen.doel(&door("uwv"), None, Some("Iets")), Doel::Omschreven("Iets".into()));
        assert_eq!(namen.doel(&door("uwv"), None, None), Doel::Onbekend);
        assert_eq!(namen.doel_tekst(&door("uwv"), None, None), "Doel niet gemeld");
    }

    #[test]
    fn registrations_stand_in_the_registers_order() {
        let wat = |registratie: &str| Opgevraagd {
            registratie: registratie.into(),
            uitkomst: Uitkomst::Gelukt,
            groepen: Vec::new(),
            gegevens: Vec::new(),
        };
        let gevraagd = [wat("onbekend"), wat("brp")];
        let ids: Vec<_> = namen().op_volgorde(&gevraagd).iter().map(|wat| wat.registratie.clone()).collect();
        assert_eq!(ids, ["brp", "onbekend"]);
        assert_eq!(namen().registratie("onbekend"), "ONBEKEND");
    }
}
