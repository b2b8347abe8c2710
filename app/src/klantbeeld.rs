//! The klantbeeld of who is logged in: one store for the whole app.
//!
//! It is fed by one stream per login, opened when a page first needs it and kept in memory while the person goes from
//! page to page: every stream is a use of every registry. It holds no text of its own, so a change of language asks
//! nothing again but the names of things ([`register`]).

pub mod bedragen;
pub mod grafiek;
pub mod lezer;
pub mod ordening;
#[cfg(test)]
pub mod proef;
pub mod register;
pub mod stand;
pub mod vorm;
pub mod zoek;

use crate::api::{self, Gebeurtenis};
use crate::browser::stroom::Stroom;
use crate::session::{self, Inlog};
use crate::shell::Naam;
use crate::taal::{hoofdletter, vul};
use bedragen::Bedragen;
use contract::gegevensregister::{Gegevensregister, Registratie};
use contract::klantbeeld::{Bronbeeld, Stand};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ordening::Themadeel;
use register::Registers;
use stand::{Beeld, Bron, Gemis, Telling, Verloop};
use std::sync::Arc;
use std::time::Duration;

/// The group in which the base registration of persons keeps somebody's name.
const NAAMGROEP: &str = "brp.naam";

/// Whether there is something to draw a page with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Laadt,
    /// We know what to call things, and which registrations will answer.
    Gereed,
    Mislukt,
}

/// The store; a handle, cheap to copy.
#[derive(Clone, Copy)]
pub struct Klantbeeld {
    beeld: RwSignal<Beeld>,
    registers: Registers<Gegevensregister>,
    /// A page without anything of a person in it wants to know what things are called.
    namen: RwSignal<bool>,
    stroom: StoredValue<Option<Stroom>, LocalStorage>,
    /// Counts the streams: an answer to a question of an earlier one is not ours any more.
    ronde: StoredValue<u32>,
    /// Calls are made in the name of the store's own owner, so that leaving a page does not abort them.
    eigenaar: StoredValue<Owner>,
}

/// Puts an empty store in context, once, below the session: it forgets everything when the session ends, and fills
/// in who is logged in for the header.
pub fn voorzie() {
    let beeld = RwSignal::new(Beeld::default());
    let eigenaar = StoredValue::new(Owner::current().unwrap_or_default());
    let namen = RwSignal::new(false);
    let nodig = Signal::derive(move || namen.get() || beeld.read().verloop != Verloop::Rust);
    let klantbeeld = Klantbeeld {
        beeld,
        registers: Registers::nieuw(nodig, |taal| Box::pin(api::gegevensregister(taal))),
        namen,
        stroom: StoredValue::new_local(None),
        ronde: StoredValue::new(0),
        eigenaar,
    };
    provide_context(klantbeeld);
    Bedragen::voorzie();
    let sessie = session::gebruik();
    let Naam(in_de_kop) = expect_context();
    let naam = klantbeeld.naam();
    Effect::new(move || in_de_kop.set(naam.get()));
    Effect::new(move || {
        if !matches!(sessie.inlog(), Inlog::Ingelogd | Inlog::Onbekend) {
            klantbeeld.wis();
        }
    });
}

/// The store.
pub fn gebruik() -> Klantbeeld {
    expect_context()
}

impl Klantbeeld {
    /// For a page that shows something of it: opens the stream, unless this login has done so.
    pub fn begin(self) {
        if self.beeld.with_untracked(|beeld| beeld.verloop == Verloop::Rust) {
            self.vraag();
        }
    }

    /// For a page that only says what things are called: asks no registration.
    pub fn noem(self) {
        self.namen.set(true);
    }

    /// Forgets everything about the person.
    fn wis(self) {
        self.ronde.update_value(|ronde| *ronde += 1);
        self.stroom.set_value(None);
        self.beeld.set(Beeld::default());
    }

    /// Asks every registration, from the beginning.
    fn vraag(self) {
        self.wis();
        let ronde = self.ronde.get_value();
        self.beeld.set(Beeld::gevraagd());
        // Each answer in a turn of its own: what arrives together must not keep the browser from drawing and listening.
        let stroom = api::volg_klantbeeld(move |gebeurtenis| {
            set_timeout(move || self.verwerk(ronde, gebeurtenis), Duration::ZERO);
        });
        if stroom.is_none() {
            self.beeld.update(|beeld| drop(beeld.einde()));
        }
        self.stroom.set_value(stroom);
    }

    fn verwerk(self, ronde: u32, gebeurtenis: Gebeurtenis<Bronbeeld>) {
        if self.ronde.get_value() != ronde {
            return;
        }
        let te_vragen = self.beeld.try_update(|beeld| match gebeurtenis {
            Gebeurtenis::Begin(begin) => {
                beeld.begin(begin.registraties);
                Vec::new()
            }
            Gebeurtenis::Antwoord(bronbeeld) => beeld.binnen(bronbeeld),
            Gebeurtenis::Einde(_) | Gebeurtenis::Gebroken(_) => beeld.einde(),
        });
        self.haal(te_vragen);
    }

    /// Asks one registration again, and what it is found by if that did not answer.
    pub fn vernieuw(self, registratie: &str) {
        self.haal(self.beeld.try_update(|beeld| beeld.opnieuw(registratie)));
    }

    /// Fetches these, and what can be asked once they are in.
    fn haal(self, registraties: Option<Vec<String>>) {
        let ronde = self.ronde.get_value();
        for registratie in registraties.into_iter().flatten() {
            let antwoord = self.eigenaar.get_value().with(|| api::bronbeeld(&registratie));
            spawn_local(async move {
                let antwoord = antwoord.await;
                if self.ronde.get_value() == ronde {
                    self.haal(self.beeld.try_update(|beeld| match antwoord {
                        Ok(bronbeeld) => beeld.binnen(bronbeeld),
                        Err(_) => beeld.onbereikbaar(&registratie),
                    }));
                }
            });
        }
    }

    /// Tries again what a page cannot begin without.
    pub fn opnieuw(self) {
        self.registers.opnieuw();
        if self.beeld.with_untracked(|beeld| beeld.verloop == Verloop::Gebroken) {
            self.vraag();
        }
    }

    pub fn basis(self) -> Memo<Basis> {
        Memo::new(move |_| {
            let verloop = self.beeld.read().verloop;
            match (verloop, self.registers.nu()) {
                (Verloop::Gebroken, _) | (_, Err(register::Mislukt)) => Basis::Mislukt,
                (Verloop::Stroomt | Verloop::Klaar, Ok(Some(_))) => Basis::Gereed,
                _ => Basis::Laadt,
            }
        })
    }

    /// Ids of the registrations that are asked.
    pub fn registraties(self) -> Memo<Vec<String>> {
        Memo::new(move |_| self.beeld.read().registraties.clone())
    }

    /// One registration: what is known of its answer.
    pub fn bron(self, registratie: &str) -> Memo<Option<Bron>> {
        let registratie = registratie.to_owned();
        Memo::new(move |_| self.beeld.read().bron(&registratie).cloned())
    }

    /// The themes under which a registration that is asked has something: ids, in the register's order.
    pub fn themas(self) -> Memo<Vec<(String, Vec<Themadeel>)>> {
        let registraties = self.registraties();
        Memo::new(move |_| {
            let register = self.register();
            let themas = register.iter().flat_map(|register| &register.themas);
            let met_delen = themas.map(|thema| {
                let delen = register
                    .iter()
                    .flat_map(|register| ordening::themadelen(register, &registraties.read(), &thema.id));
                (thema.id.clone(), delen.collect::<Vec<_>>())
            });
            met_delen.filter(|(_, delen)| !delen.is_empty()).collect()
        })
    }

    /// What a theme is called; its id until we know better.
    pub fn themanaam(self, id: &str) -> String {
        let register = self.register();
        let thema = register.iter().flat_map(|register| &register.themas).find(|thema| thema.id == id);
        thema.map_or_else(|| id.to_owned(), |thema| thema.naam.clone())
    }

    /// The answer of one registration, when it has come with data.
    pub fn geladen(self, registratie: &str) -> Memo<Option<Arc<Bronbeeld>>> {
        let bron = self.bron(registratie);
        Memo::new(move |_| bron.read().as_ref().and_then(Bron::geladen).cloned())
    }

    /// The same as it stands at this moment.
    pub fn nu(self, registratie: &str) -> Option<Arc<Bronbeeld>> {
        self.beeld.with_untracked(|beeld| beeld.bron(registratie).and_then(Bron::geladen).cloned())
    }

    /// Every answer with data, in the order of the page.
    pub fn antwoorden(self) -> Memo<Vec<Arc<Bronbeeld>>> {
        Memo::new(move |_| self.beeld.read().antwoorden())
    }

    /// Why a registration shows nothing, when that deserves a notice.
    pub fn gemis(self, registratie: &str) -> Memo<Option<Gemis>> {
        let registratie = registratie.to_owned();
        Memo::new(move |_| self.beeld.read().gemis(&registratie))
    }

    /// The themes about which nothing is known, once every source is in: ids.
    pub fn lege_themas(self) -> Memo<Vec<String>> {
        let (themas, telling) = (self.themas(), self.telling());
        Memo::new(move |_| {
            let Some(register) = self.register().filter(|_| telling.read().onderweg.is_empty()) else {
                return Vec::new();
            };
            let beeld = self.beeld.read();
            let leeg = |thema: &str, deel: &Themadeel| {
                let registratie = ordening::registratie(&register, &deel.registratie);
                let antwoord = beeld.bron(&deel.registratie).and_then(Bron::beeld);
                registratie.zip(antwoord).is_some_and(|(registratie, antwoord)| match antwoord.stand {
                    Stand::GeenGegevens => true,
                    // An answer without anything in it is the same in other words.
                    Stand::Geladen => {
                        antwoord.voorkomens.is_empty() || !ordening::heeft_iets(registratie, thema, antwoord)
                    }
                    _ => false,
                })
            };
            let leeg =
                |(thema, delen): &&(String, Vec<Themadeel>)| delen.iter().all(|deel| leeg(thema, deel));
            themas.read().iter().filter(leeg).map(|(thema, _)| thema.clone()).collect()
        })
    }

    pub fn telling(self) -> Memo<Telling> {
        Memo::new(move |_| self.beeld.read().telling())
    }

    /// The names of things in the reader's language, when they are there.
    pub fn register(self) -> Option<Arc<Gegevensregister>> {
        self.registers.nu().ok().flatten()
    }

    /// Whether the names of things are here, or will not come: without them there are ids to show, which is better than nothing.
    pub fn namen_gevraagd(self) -> bool {
        !matches!(self.registers.nu(), Ok(None))
    }

    /// What the register says of a registration.
    pub fn registratie(self, id: &str) -> Option<Registratie> {
        self.van(id, Registratie::clone)
    }

    /// What a registration is called in short; its id until we know better.
    pub fn afkorting(self, id: &str) -> String {
        self.van(id, |registratie| registratie.afkorting.clone()).unwrap_or_else(|| id.to_uppercase())
    }

    /// How a sentence calls a registration.
    pub fn in_zin(self, id: &str) -> String {
        self.van(id, |registratie| registratie.in_zin.clone()).unwrap_or_else(|| id.to_uppercase())
    }

    /// Something of a registration: a name should not cost a copy of every group.
    fn van<T>(self, id: &str, wat: impl FnOnce(&Registratie) -> T) -> Option<T> {
        ordening::registratie(&*self.register()?, id).map(wat)
    }

    /// A text about one registration, its `{bron}`; a text may begin with that.
    pub fn zin_over(self, id: &str, sjabloon: &str) -> String {
        hoofdletter(vul(sjabloon, &[("bron", &self.in_zin(id))]))
    }

    /// Where the first value of this gegeven stands, among what has come: its group and the key of its occurrence.
    pub fn plek_van(self, gegeven: &str) -> Option<(String, String)> {
        self.beeld.with_untracked(|beeld| {
            let antwoorden = beeld.antwoorden();
            antwoorden.iter().find_map(|antwoord| ordening::plek(antwoord, gegeven))
        })
    }

    /// The name of who this is about, as the base registration has it.
    pub fn naam(self) -> Memo<Option<String>> {
        let brp = self.geladen("brp");
        Memo::new(move |_| {
            brp.read()
                .as_ref()
                .and_then(|beeld| ordening::voorkomens(beeld, NAAMGROEP).find_map(ordening::naam))
        })
    }
}
