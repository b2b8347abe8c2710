//! What the page knows: the list that its address asks for, what the registrations say, and how fetching goes.

use crate::api::{self, ApiFout, Gebeurtenis};
use crate::browser::pagina::{focus_op, in_query};
use crate::browser::stroom::Stroom;
use crate::components::openstand::als_id;
use crate::inzage::bronnen::{Afloop, Bronnen};
use crate::inzage::filter::{Filter, GEBRUIK, Veld};
use crate::inzage::tijdlijn::{Tijdlijn, trace};
use crate::inzage::woorden::Namen;
use crate::page::meld;
use crate::taal::{I18n, t_string, use_i18n, vul};
use contract::inzage::{Blad, Bronlog, Gebruik, Verloop};
use contract::routes::Pagina;
use contract::verzoek::GemeldeRegel;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use std::sync::Arc;
use std::time::Duration;

/// How it goes with the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meer {
    Rust,
    Bezig,
    Mislukt,
}

/// A handle; the page puts it in context.
#[derive(Clone, Copy)]
pub struct Staat {
    pub filter: Memo<Filter>,
    /// The one use that the address asks for.
    pub gebruik: Memo<Option<String>>,
    pub tijdlijn: RwSignal<Tijdlijn>,
    /// The uses to show, newest first.
    pub zichtbaar: Memo<Vec<Arc<Gebruik>>>,
    pub bronnen: RwSignal<Bronnen>,
    /// See [`Namen::gereed`].
    pub benoemd: Memo<bool>,
    /// Why there is no list.
    pub fout: RwSignal<Option<ApiFout>>,
    pub meer: RwSignal<Meer>,
    /// What was reported, as far as that is known.
    gemeld: RwSignal<Vec<GemeldeRegel>>,
    /// `None`: on its way.
    pub verloop: RwSignal<Option<Result<Verloop, ApiFout>>>,
    i18n: I18n,
    stroom: StoredValue<Option<Stroom>, LocalStorage>,
    /// Counts the lists: an answer to a question of an earlier one is not ours any more.
    ronde: StoredValue<u32>,
    /// Calls are made in the name of the page, also those that a button makes.
    eigenaar: StoredValue<Owner>,
}

/// The id of the heading of the list.
pub const LIJST: &str = "tijdlijn";

/// The id of a use in the page.
pub fn plek(gebruik: &str) -> String {
    als_id(&["gebruik", gebruik])
}

impl Staat {
    /// Follows the address: every other filter is another list.
    pub fn voorzie() -> Self {
        let plaats = use_location();
        let hier = move || plaats.pathname.get() == Pagina::Inzage.pad();
        // On the way to another page the address is not about this one any more.
        let filter = Memo::new(move |eerder: Option<&Filter>| match eerder {
            Some(eerder) if !hier() => eerder.clone(),
            _ => Filter::lees(|naam| plaats.query.read().get(naam)),
        });
        let gebruik = Memo::new(move |eerder: Option<&Option<String>>| match eerder {
            Some(eerder) if !hier() => eerder.clone(),
            _ => plaats.query.read().get(GEBRUIK).filter(|id| !id.is_empty()),
        });
        let tijdlijn = RwSignal::new(Tijdlijn::default());
        let staat = Staat {
            filter,
            gebruik,
            tijdlijn,
            zichtbaar: Memo::new(move |_| tijdlijn.read().zichtbaar()),
            bronnen: RwSignal::new(Bronnen::default()),
            benoemd: Namen::gereed(),
            fout: RwSignal::new(None),
            meer: RwSignal::new(Meer::Rust),
            gemeld: RwSignal::new(Vec::new()),
            verloop: RwSignal::new(None),
            i18n: use_i18n(),
            stroom: StoredValue::new_local(None),
            ronde: StoredValue::new(0),
            eigenaar: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        provide_context(staat);
        Effect::new(move || {
            filter.track();
            untrack(|| staat.vraag());
        });
        untrack(|| staat.vraag_gemeld());
        staat
    }

    pub fn gebruik() -> Self {
        expect_context()
    }

    /// Goes to the list with this filter; the reader keeps their place on the page.
    pub fn ga(self) -> impl Fn(&Filter) + Clone + 'static {
        let navigeer = use_navigate();
        move |filter| {
            if *filter == *self.filter.read_untracked() {
                self.vraag();
            } else {
                let opties = NavigateOptions { scroll: false, ..NavigateOptions::default() };
                navigeer(&filter.adres(None, &in_query), opties);
            }
        }
    }

    /// Whether the gateway finds a member of the address wrong.
    pub fn veldfout(self, veld: Veld) -> bool {
        let fout = self.fout.read();
        let Some(ApiFout::Problem(problem)) = &*fout else { return false };
        problem.errors.iter().any(|fout| fout.name == veld.naam())
    }

    /// Fetches the list from its beginning.
    pub fn vraag(self) {
        self.ronde.update_value(|ronde| *ronde += 1);
        self.stroom.set_value(None);
        self.tijdlijn.set(Tijdlijn::default());
        self.bronnen.set(Bronnen::default());
        self.fout.set(None);
        self.meer.set(Meer::Rust);
        self.haal(None);
        self.vraag_verloop();
    }

    /// Fetches the next page of the portal's own log.
    pub fn vraag_meer(self) {
        let verder = self.tijdlijn.read_untracked().verder().map(str::to_owned);
        if verder.is_some() && self.meer.get_untracked() != Meer::Bezig {
            self.meer.set(Meer::Bezig);
            self.haal(verder);
        }
    }

    fn haal(self, voor: Option<String>) {
        let ronde = self.ronde.get_value();
        let query = self.filter.read_untracked().query(&in_query);
        let antwoord = self.eigenaar.get_value().with(|| api::gebruik(&query, voor.as_deref()));
        spawn_local(async move {
            let antwoord = antwoord.await;
            // The page may be gone.
            if self.ronde.try_get_value() != Some(ronde) {
                return;
            }
            self.eigenaar.get_value().with(|| match antwoord {
                Ok(blad) if voor.is_none() => self.eerste_blad(blad),
                Ok(blad) => self.volgend_blad(blad),
                Err(fout) if voor.is_none() => self.fout.set(Some(fout)),
                Err(_) => {
                    self.meer.set(Meer::Mislukt);
                    meld(t_string!(self.i18n, inzage.meer_mislukt));
                }
            });
        });
    }

    /// The registrations are asked once the gateway has understood the question.
    fn eerste_blad(self, blad: Blad) {
        self.tijdlijn.update(|tijdlijn| tijdlijn.blad(blad));
        self.vraag_bronnen();
    }

    /// What came is announced. When that was all, the button is gone, and the focus goes to the first that is new.
    fn volgend_blad(self, blad: Blad) {
        let eerder = self.zichtbaar.read_untracked().len();
        self.tijdlijn.update(|tijdlijn| tijdlijn.blad(blad));
        self.meer.set(Meer::Rust);
        let zichtbaar = self.zichtbaar.get_untracked();
        let aantal = (zichtbaar.len() - eerder.min(zichtbaar.len())).to_string();
        let klaar = self.tijdlijn.read_untracked().verder().is_none();
        let zin =
            if klaar { t_string!(self.i18n, inzage.erbij_einde) } else { t_string!(self.i18n, inzage.erbij) };
        meld(&vul(zin, &[("aantal", &aantal)]));
        if klaar {
            let doel = zichtbaar.get(eerder).map_or_else(|| LIJST.to_owned(), |eerste| plek(&eerste.id));
            request_animation_frame(move || focus_op(&doel));
        }
    }

    /// Asks every registration who used its data.
    pub fn vraag_bronnen(self) {
        let ronde = self.ronde.get_value();
        self.bronnen.update(|bronnen| bronnen.afloop = Afloop::Onderweg);
        let query = self.filter.read_untracked().query(&in_query);
        // Each answer in a turn of its own: what arrives together must not keep the browser from drawing and listening.
        let stroom = api::volg_bronlogs(&query, move |gebeurtenis| {
            set_timeout(move || self.verwerk(ronde, gebeurtenis), Duration::ZERO);
        });
        if stroom.is_none() {
            self.bronnen.update(|bronnen| bronnen.einde(Afloop::Gebroken));
        }
        self.stroom.set_value(stroom);
    }

    fn verwerk(self, ronde: u32, gebeurtenis: Gebeurtenis<Bronlog>) {
        if self.ronde.try_get_value() != Some(ronde) {
            return;
        }
        match gebeurtenis {
            Gebeurtenis::Begin(begin) => self.bronnen.update(|bronnen| bronnen.begin(begin.registraties)),
            Gebeurtenis::Antwoord(log) => {
                self.bronnen.update(|bronnen| bronnen.binnen(&log));
                self.tijdlijn.update(|tijdlijn| tijdlijn.bron(&log.registratie, log.gebruik));
            }
            Gebeurtenis::Einde(_) => self.bronnen.update(|bronnen| bronnen.einde(Afloop::Klaar)),
            Gebeurtenis::Gebroken(_) => self.bronnen.update(|bronnen| bronnen.einde(Afloop::Gebroken)),
        }
    }

    /// Fetches how use went over the months.
    pub fn vraag_verloop(self) {
        self.verloop.set(None);
        let ronde = self.ronde.get_value();
        let query = self.filter.read_untracked().query(&in_query);
        let antwoord = self.eigenaar.get_value().with(|| api::verloop(&query));
        spawn_local(async move {
            let antwoord = antwoord.await;
            if self.ronde.try_get_value() == Some(ronde) {
                let _ = self.verloop.try_set(Some(antwoord));
            }
        });
    }

    /// Fetches which uses were reported. When that cannot be told nothing is marked: a report made twice is one report.
    fn vraag_gemeld(self) {
        let antwoord = api::verzoeken::gemeld();
        spawn_local(async move {
            let regels = antwoord.await.map(|gemeld| gemeld.regels).unwrap_or_default();
            let _ = self.gemeld.try_set(regels);
        });
    }

    /// The number of the report about this use.
    pub fn melding(self, gebruik: &Gebruik) -> Option<String> {
        let is_deze = |regel: &&GemeldeRegel| regel.bron == gebruik.bron && regel.trace_id == trace(gebruik);
        self.gemeld.read().iter().find(is_deze).map(|regel| regel.nummer.clone())
    }
}
