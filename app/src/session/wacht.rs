//! The keeper of the session in this tab.

use crate::api::{self, ApiFout};
use crate::browser::luister::Luisteraar;
use crate::browser::tabbladen::Tabbladen;
use crate::browser::{klok, pagina};
use crate::session::termijn::Termijn;
use crate::session::{Inlog, Reden, Waarschuwing};
use contract::ProblemType;
use contract::sessie::{Sessie, Uitgelogd, WAARSCHUW_SECONDEN};
use leptos::leptos_dom::helpers::set_interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// The line between the tabs. What is said on it is one of the two words below.
const LIJN: &str = "klantbeeld.sessie";
/// "Ask the gateway again": this tab extended the session, began one, or found that it is over.
const GEWIJZIGD: &str = "gewijzigd";
/// The person logged out.
const UITGELOGD: &str = "uitgelogd";

const TIK: Duration = Duration::from_secs(1);
/// Activity extends the session at most this often.
const VERLENG_HOOGSTENS_MS: f64 = 60_000.0;
/// What counts as activity.
const ACTIVITEIT: [&str; 3] = ["pointerdown", "keydown", "scroll"];

/// The session; get it with [`gebruik`].
#[derive(Clone, Copy)]
pub struct Sessiewacht {
    inlog: RwSignal<Inlog>,
    waarschuwing: RwSignal<Option<Waarschuwing>>,
    verlengen_mislukt: RwSignal<bool>,
    intern: StoredValue<Intern, LocalStorage>,
}

#[derive(Default)]
struct Intern {
    termijn: Option<Termijn>,
    reden: Option<Reden>,
    actief: bool,
    /// The moment of the last extension.
    verlengd_ms: f64,
    /// Whether a look at the gateway is under way.
    keurt: bool,
    /// Whether the gateway was asked before warning: another tab may have extended the session unheard.
    nagevraagd: bool,
    tabbladen: Option<Tabbladen>,
    luisteraars: Vec<Luisteraar>,
}

/// The session of the app. Must be called below [`voorzie`].
pub fn gebruik() -> Sessiewacht {
    expect_context()
}

/// Begins to follow the session, and provides it.
pub fn voorzie() -> Sessiewacht {
    let wacht = Sessiewacht {
        inlog: RwSignal::new(Inlog::Onbekend),
        waarschuwing: RwSignal::new(None),
        verlengen_mislukt: RwSignal::new(false),
        intern: StoredValue::new_local(Intern::default()),
    };
    provide_context(wacht);
    api::bij_niet_ingelogd(move || wacht.keur());
    let tabbladen = Tabbladen::open(LIJN, move |woord| wacht.hoor(&woord));
    let mut luisteraars: Vec<_> = ACTIVITEIT
        .map(|soort| Luisteraar::document(soort, move |_| wacht.intern.update_value(|i| i.actief = true)))
        .into();
    luisteraars.push(Luisteraar::venster("focus", move |_| wacht.keur_bij_terugkeer()));
    luisteraars.push(Luisteraar::document("visibilitychange", move |_| wacht.keur_bij_terugkeer()));
    luisteraars.push(Luisteraar::venster("pageshow", |gebeurtenis| {
        // A page that the browser kept and shows again may be of a session that is over.
        if pagina::kwam_uit_bewaring(&gebeurtenis) {
            pagina::herlaad();
        }
    }));
    wacht.intern.update_value(|intern| {
        intern.tabbladen = Some(tabbladen);
        intern.luisteraars = luisteraars;
    });
    set_interval(move || wacht.tik(), TIK);
    wacht.keur();
    wacht
}

impl Sessiewacht {
    /// Follows changes when read in a reactive place.
    pub fn inlog(self) -> Inlog {
        self.inlog.get()
    }

    /// Whether somebody is logged in now; does not follow changes.
    pub fn is_ingelogd(self) -> bool {
        self.inlog.get_untracked() == Inlog::Ingelogd
    }

    /// Present from two minutes before the end.
    pub fn waarschuwing(self) -> Option<Waarschuwing> {
        self.waarschuwing.get()
    }

    /// Whether the last try to go on failed.
    pub fn verlengen_mislukt(self) -> bool {
        self.verlengen_mislukt.get()
    }

    /// Why the session of this tab ended; said once, then forgotten.
    pub fn neem_reden(self) -> Option<Reden> {
        self.intern.try_update_value(|intern| intern.reden.take()).flatten()
    }

    /// Asks the gateway how things stand.
    pub fn keur(self) {
        self.intern.update_value(|intern| intern.keurt = true);
        spawn_local(async move {
            let antwoord = api::sessie().await;
            self.intern.update_value(|intern| intern.keurt = false);
            match antwoord {
                Ok(sessie) => self.neem_over(&sessie),
                // Before the first answer, and when in doubt, there is nothing to go by.
                Err(_) if self.inlog.get_untracked() == Inlog::Onbekend => self.inlog.set(Inlog::Storing),
                // Later the clock of this device goes on counting; a short loss of connection changes nothing.
                Err(_) => {}
            }
        });
    }

    /// The person asks to look again after [`Inlog::Storing`].
    pub fn probeer_opnieuw(self) {
        self.inlog.set(Inlog::Onbekend);
        self.keur();
    }

    /// The person presses "Ik ga verder", or is active.
    pub fn verleng(self) {
        self.intern.update_value(|intern| intern.verlengd_ms = klok::nu_ms());
        self.verlengen_mislukt.set(false);
        spawn_local(async move {
            match api::verleng().await {
                Ok(sessie) => {
                    self.neem_over(&sessie);
                    self.zeg(GEWIJZIGD);
                }
                // The api has told us already.
                Err(fout) if fout.soort() == Some(ProblemType::NietIngelogd) => {}
                Err(_) => self.verlengen_mislukt.set(true),
            }
        });
    }

    /// Logs out here, at the identity provider, and in the other tabs.
    pub fn log_uit(self) {
        // From here on nothing of the person is on the screen, also not when the browser keeps this page.
        self.sluit(Inlog::Vertrekt);
        spawn_local(async move {
            match api::log_uit().await {
                Ok(Uitgelogd { verder }) => {
                    self.zeg(UITGELOGD);
                    pagina::ga_naar(&verder);
                }
                Err(fout) if fout.soort() == Some(ProblemType::NietIngelogd) => self.eindig(Reden::Zelf),
                Err(ApiFout::Problem(_) | ApiFout::Netwerk | ApiFout::Onleesbaar | ApiFout::Afgebroken) => {
                    self.inlog.set(Inlog::UitloggenMislukt);
                }
            }
        });
    }

    fn keur_bij_terugkeer(self) {
        // A window that comes back says so twice: it gets the focus and it becomes visible.
        if pagina::zichtbaar() && !self.intern.with_value(|intern| intern.keurt) {
            self.keur();
        }
    }

    /// Another tab says something.
    fn hoor(self, woord: &str) {
        match woord {
            GEWIJZIGD => self.keur(),
            UITGELOGD if self.inlog.get_untracked() == Inlog::Ingelogd => self.eindig(Reden::Zelf),
            _ => {}
        }
    }

    fn zeg(self, woord: &str) {
        self.intern.with_value(|intern| {
            if let Some(tabbladen) = &intern.tabbladen {
                tabbladen.zeg(woord);
            }
        });
    }

    fn neem_over(self, sessie: &Sessie) {
        if self.inlog.get_untracked().vertrekt() {
            return;
        }
        match *sessie {
            Sessie::Ingelogd { resterende_seconden, uiterste_seconden, .. } => {
                let nu_ms = klok::nu_ms();
                let termijn = Termijn::vanaf(nu_ms, resterende_seconden, uiterste_seconden);
                let eerder = self.intern.try_update_value(|intern| intern.termijn.replace(termijn)).flatten();
                if eerder.is_some_and(|eerder| eerder.rest_seconden(nu_ms) == 0) {
                    // This tab slept past its end, and somebody is logged in all the same. It may be somebody else:
                    // begin anew, with nothing in memory.
                    return pagina::herlaad();
                }
                if self.inlog.get_untracked() == Inlog::Onbekend {
                    // Tabs that stand at the way in can go in as well.
                    self.zeg(GEWIJZIGD);
                }
                self.zet(Inlog::Ingelogd);
                self.werk_waarschuwing_bij(nu_ms);
            }
            Sessie::Uitgelogd if self.intern.with_value(|intern| intern.termijn.is_some()) => {
                self.eindig(Reden::Verlopen);
                self.zeg(GEWIJZIGD);
            }
            Sessie::Uitgelogd => self.zet(Inlog::Uitgelogd),
        }
    }

    /// The session of this tab is over.
    fn eindig(self, reden: Reden) {
        self.intern.update_value(|intern| intern.reden = Some(reden));
        self.sluit(Inlog::Uitgelogd);
    }

    fn sluit(self, inlog: Inlog) {
        self.intern.update_value(|intern| intern.termijn = None);
        self.waarschuwing.set(None);
        self.zet(inlog);
    }

    /// Tells the app only what is new: a page must not be drawn again because we looked.
    fn zet(self, inlog: Inlog) {
        if self.inlog.get_untracked() != inlog {
            self.inlog.set(inlog);
        }
    }

    fn tik(self) {
        let Some(termijn) = self.intern.with_value(|intern| intern.termijn) else { return };
        if self.inlog.get_untracked() != Inlog::Ingelogd {
            return;
        }
        let nu_ms = klok::nu_ms();
        let rest_seconden = termijn.rest_seconden(nu_ms);
        if rest_seconden == 0 {
            self.voorbij();
        } else if rest_seconden > WAARSCHUW_SECONDEN {
            let verlengen = self.intern.try_update_value(|intern| {
                let mag = intern.actief && nu_ms - intern.verlengd_ms >= VERLENG_HOOGSTENS_MS;
                intern.actief &= !mag;
                mag && termijn.verlengbaar()
            });
            if verlengen == Some(true) {
                self.verleng();
            }
        } else if self.intern.try_update_value(|intern| !std::mem::replace(&mut intern.nagevraagd, true))
            == Some(true)
        {
            self.keur();
        } else {
            self.werk_waarschuwing_bij(nu_ms);
        }
    }

    /// Shows, updates or takes away the warning.
    fn werk_waarschuwing_bij(self, nu_ms: f64) {
        let waarschuwing = self.intern.with_value(|intern| intern.termijn).and_then(|termijn| {
            let rest_seconden = termijn.rest_seconden(nu_ms);
            let waarschuwing = Waarschuwing { rest_seconden, verlengbaar: termijn.verlengbaar() };
            (rest_seconden <= WAARSCHUW_SECONDEN).then_some(waarschuwing)
        });
        self.intern.update_value(|intern| {
            intern.nagevraagd = waarschuwing.is_some();
            // What was done before or during the warning is no answer to it.
            intern.actief &= waarschuwing.is_none();
        });
        if self.waarschuwing.get_untracked() != waarschuwing {
            self.waarschuwing.set(waarschuwing);
        }
    }

    /// The time is up by the clock of this device. Another tab may have gone on while this one slept: take
    /// everything off the screen, then ask.
    fn voorbij(self) {
        self.waarschuwing.set(None);
        self.inlog.set(Inlog::Onbekend);
        spawn_local(async move {
            match api::sessie().await {
                Ok(sessie) => self.neem_over(&sessie),
                Err(_) => self.eindig(Reden::Verlopen),
            }
        });
    }
}
