//! How it stands with the sources: how many are in, which are not and why, and the way to try again. Once per page.

use crate::browser::pagina;
use crate::components::melding::{Melding, Toon};
use crate::components::vulling::Straks;
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::stand::{Bron, Gemis, Telling};
use crate::klantbeeld::{self, Klantbeeld};
use crate::page::meld;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::Taal;
use contract::klantbeeld::{Reden, Stand};
use leptos::prelude::*;

/// Id of the line about the sources. The focus goes here when the button that had it is gone.
const STANDREGEL: &str = "bronstand";
/// More names than this are a number.
const MEESTE_NAMEN: usize = 3;
/// The registration that knows everybody: that it does not know you is news.
const KENT_IEDEREEN: &str = "brp";

#[component]
pub fn Bronnen() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let telling = klantbeeld.telling();
    let registraties = klantbeeld.registraties();
    let regel = move || standregel(klantbeeld, &telling.read(), lezer());
    // Spoken when all have answered. Each source on its way would be too much.
    let klaar = Memo::new(move |_| telling.read().onderweg.is_empty());
    Effect::new(move |eerder: Option<bool>| {
        let klaar = klaar.get();
        if klaar && eerder == Some(false) {
            meld(&untrack(regel));
        }
        klaar
    });
    // The registrations are announced once per stream, so all of this is drawn once.
    let delen = move || {
        let pogingen =
            registraties.get().into_iter().map(|registratie| Poging::nieuw(klantbeeld, registratie));
        let pogingen: Vec<_> = pogingen.collect();
        let meldingen = pogingen.iter().copied().map(bronmelding).collect_view();
        let regels = move || pogingen.iter().copied().map(bronregel).collect_view();
        view! {
            <details class="kb-bronnen__alle">
                <summary>{t!(i18n, klantbeeld.stand.alle)}</summary>
                <ul>
                    <Straks>{regels()}</Straks>
                </ul>
            </details>
            {meldingen}
        }
    };
    view! {
        <div class="kb-bronnen">
            <p id=STANDREGEL tabindex="-1">{regel}</p>
            <progress
                class="kb-bronnen__balk"
                class=("kb-bronnen__balk--klaar", klaar)
                max=move || registraties.read().len().to_string()
                value=move || telling.read().binnen.len().to_string()
                aria-hidden="true"
            ></progress>
        </div>
        {delen}
    }
}

/// "9 van 12 bronnen zijn opgehaald. Wij wachten nog op WOZ en BRK."
fn standregel(klantbeeld: Klantbeeld, telling: &Telling, lezer: Lezer) -> String {
    let Telling { binnen, onderweg, ontbreekt } = telling;
    let totaal = binnen.len() + onderweg.len() + ontbreekt.len();
    let aantallen = [("binnen", &*binnen.len().to_string()), ("totaal", &*totaal.to_string())];
    let mut zin = vul(td_string!(lezer.0, klantbeeld.stand.binnen), &aantallen);
    let delen = [
        (onderweg, td_string!(lezer.0, klantbeeld.stand.wacht)),
        (ontbreekt, td_string!(lezer.0, klantbeeld.stand.mist)),
    ];
    for (ids, sjabloon) in delen {
        if !ids.is_empty() {
            zin.push(' ');
            zin.push_str(&vul(sjabloon, &[("namen", &noem(klantbeeld, ids, lezer))]));
        }
    }
    zin
}

/// "WOZ en BRK"; of many only how many.
pub fn noem(klantbeeld: Klantbeeld, ids: &[String], lezer: Lezer) -> String {
    if ids.len() > MEESTE_NAMEN {
        return vul(td_string!(lezer.0, klantbeeld.stand.aantal), &[("aantal", &ids.len().to_string())]);
    }
    let namen: Vec<String> = ids.iter().map(|id| klantbeeld.afkorting(id)).collect();
    lezer.opsomming(&namen)
}

/// What a person can do about one registration.
#[derive(Clone, Copy)]
struct Poging {
    klantbeeld: Klantbeeld,
    registratie: StoredValue<String>,
    bron: Memo<Option<Bron>>,
    /// Apart, so that asking again changes the words of the button and leaves the button, which has the focus, in place.
    bezig: Memo<bool>,
    /// Id of the button that was pressed.
    knop: StoredValue<Option<String>>,
}

impl Poging {
    fn nieuw(klantbeeld: Klantbeeld, registratie: String) -> Self {
        let bron = klantbeeld.bron(&registratie);
        let poging = Poging {
            klantbeeld,
            bron,
            bezig: Memo::new(move |_| bron.read().as_ref().is_some_and(Bron::bezig)),
            registratie: StoredValue::new(registratie),
            knop: StoredValue::new(None),
        };
        poging.zeg_hoe_het_afliep();
        poging
    }

    fn id(self) -> String {
        self.registratie.get_value()
    }

    /// After a retry: says the result, and puts the focus where the reader can go on.
    fn zeg_hoe_het_afliep(self) {
        Effect::new(move |was_bezig: Option<bool>| {
            let bezig = self.bezig.get();
            if was_bezig == Some(true)
                && !bezig
                && let Some(knop) = self.knop.try_update_value(Option::take).flatten()
            {
                let taal = untrack(lezer).0;
                if self.bron.with_untracked(|bron| bron.as_ref().is_some_and(Bron::goed)) {
                    let gelukt = td_string!(taal, klantbeeld.bron.gelukt);
                    meld(&untrack(|| self.klantbeeld.zin_over(&self.id(), gelukt)));
                    pagina::focus_op(STANDREGEL);
                } else {
                    meld(td_string!(taal, klantbeeld.bron.mislukt));
                    pagina::focus_op(&knop);
                }
            }
            bezig
        });
    }

    /// The button that asks again. `plek` tells it from the other one.
    fn opnieuw(self, plek: &str, klasse: &'static str) -> AnyView {
        let knop = [plek, "-", &self.id()].concat();
        let id = knop.clone();
        let druk = move |_| {
            self.knop.set_value(Some(knop.clone()));
            self.klantbeeld.vernieuw(&self.id());
        };
        let label = move || {
            let taal = lezer().0;
            if self.bezig.get() {
                td_string!(taal, klantbeeld.bron.bezig)
            } else {
                td_string!(taal, klantbeeld.bron.opnieuw)
            }
        };
        view! {
            <button
                type="button"
                class=klasse
                id=id
                aria-disabled=move || self.bezig.get().to_string()
                on:click=druk
            >
                {label}
                <span class="kb-alleen-voorlezen">{move || self.klantbeeld.afkorting(&self.id())}</span>
            </button>
        }
        .into_any()
    }
}

fn kan_opnieuw(stand: &Stand) -> bool {
    matches!(stand, Stand::NietBeschikbaar { opnieuw: true, .. })
}

/// Why one registration gives nothing; empty as long as it gives something.
fn bronmelding(poging: Poging) -> AnyView {
    let id = poging.id();
    let gemis = poging.klantbeeld.gemis(&id);
    let inhoud = move || {
        let Gemis { stand, daardoor } = gemis.get()?;
        if stand == Stand::GeenGegevens && id != KENT_IEDEREEN {
            return None;
        }
        let lezer = lezer();
        let (kop, tekst) = teksten(poging.klantbeeld, &id, &stand, lezer);
        let toon = if stand == Stand::GeenGegevens { Toon::LetOp } else { Toon::Fout };
        let daardoor = (!daardoor.is_empty()).then(|| {
            let namen = lezer
                .opsomming(&daardoor.iter().map(|id| poging.klantbeeld.afkorting(id)).collect::<Vec<_>>());
            view! { <p>{vul(td_string!(lezer.0, klantbeeld.bron.daardoor), &[("namen", &namen)])}</p> }
        });
        let opnieuw = kan_opnieuw(&stand).then(|| {
            view! { <div class="kb-knoppen">{poging.opnieuw("opnieuw", "kb-knop kb-knop--primair")}</div> }
        });
        Some(view! { <Melding toon kop><p>{tekst}</p>{daardoor}{opnieuw}</Melding> })
    };
    inhoud.into_any()
}

/// One registration in the list of all: how it stands with it, and from when its answer is.
fn bronregel(poging: Poging) -> AnyView {
    let id = poging.id();
    let bron = poging.bron;
    // Not the whole source: the line, and the button in it, stay while it is asked again.
    let beeld = Memo::new(move |_| {
        bron.read()
            .as_ref()
            .and_then(Bron::beeld)
            .map(|beeld| (beeld.stand.clone(), beeld.opgehaald_op.clone()))
    });
    let naam = {
        let id = id.clone();
        move || {
            let registratie = poging.klantbeeld.registratie(&id);
            registratie.map(|van| [&van.naam, " (", &van.afkorting, ")"].concat())
        }
    };
    let inhoud = move || {
        let lezer = lezer();
        let taal = lezer.0;
        let Some((stand, opgehaald)) = beeld.get() else {
            return view! { <span>{td_string!(taal, klantbeeld.stand.onderweg)}</span> }.into_any();
        };
        let moment = || lezer.moment(&opgehaald);
        let tekst = match stand {
            Stand::Geladen => vul(td_string!(taal, klantbeeld.stand.geladen), &[("moment", &moment())]),
            Stand::GeenGegevens => vul(td_string!(taal, klantbeeld.stand.leeg), &[("moment", &moment())]),
            _ => teksten(poging.klantbeeld, &id, &stand, lezer).0,
        };
        let knop = kan_opnieuw(&stand).then(|| poging.opnieuw("lijst", "kb-knop kb-knop--stil"));
        view! { <span>{tekst}</span> {knop} }.into_any()
    };
    view! { <li><strong>{naam}</strong> {inhoud}</li> }.into_any()
}

/// Heading and text of the notice.
fn teksten(klantbeeld: Klantbeeld, registratie: &str, stand: &Stand, lezer: Lezer) -> (String, String) {
    let (kop, tekst) = sjablonen(stand, lezer.0);
    (klantbeeld.zin_over(registratie, kop), klantbeeld.zin_over(registratie, tekst))
}

fn sjablonen(stand: &Stand, taal: Taal) -> (&'static str, &str) {
    macro_rules! paar {
        ($sleutel:ident) => {
            (td_string!(taal, klantbeeld.bron.$sleutel.kop), td_string!(taal, klantbeeld.bron.$sleutel.tekst))
        };
    }
    match stand {
        Stand::Geladen => ("", ""),
        Stand::GeenGegevens => paar!(geen_gegevens),
        Stand::NietGerechtigd => paar!(niet_gerechtigd),
        Stand::Uitgeschakeld { nl, en } => (
            td_string!(taal, klantbeeld.bron.uitgeschakeld.kop),
            match taal {
                Taal::Nl => nl,
                Taal::En => en,
            },
        ),
        Stand::NietBeschikbaar { reden, .. } => match reden {
            Reden::Onbereikbaar => paar!(onbereikbaar),
            Reden::TeLaat => paar!(te_laat),
            Reden::Overbelast => paar!(overbelast),
            Reden::Fout => paar!(fout),
            Reden::Onleesbaar => paar!(onleesbaar),
            Reden::AnderePersoon => paar!(andere_persoon),
            Reden::NietGeboekt => paar!(niet_geboekt),
            Reden::HangtAf => paar!(hangt_af),
            Reden::Rust => paar!(rust),
        },
    }
}
