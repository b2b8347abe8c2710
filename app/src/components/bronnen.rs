//! How it stands with the sources: which are in, which are not and why, and the way to try again. Once per page.

use crate::browser::pagina;
use crate::components::melding::{Melding, Toon};
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::stand::{Bron, Telling};
use crate::klantbeeld::{self, Klantbeeld};
use crate::page::meld;
use crate::taal::{td_string, vul};
use contract::Taal;
use contract::klantbeeld::{Reden, Stand};
use leptos::prelude::*;

/// Id of the line about the sources. The focus goes here when the button that had it is gone.
const STANDREGEL: &str = "bronstand";

#[component]
pub fn Bronnen() -> impl IntoView {
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
    view! {
        <p class="kb-bronnen" id=STANDREGEL tabindex="-1">{regel}</p>
        <For each=move || registraties.get() key=Clone::clone let:registratie>
            <Bronmelding registratie />
        </For>
    }
}

/// "Opgehaald uit: BRP en WOZ. Niet opgehaald: BRK."
fn standregel(klantbeeld: Klantbeeld, telling: &Telling, lezer: Lezer) -> String {
    let deel = |ids: &[String], sjabloon: &str| {
        let namen: Vec<String> = ids.iter().map(|id| klantbeeld.afkorting(id)).collect();
        (!namen.is_empty()).then(|| vul(sjabloon, &[("namen", &lezer.opsomming(&namen))]))
    };
    [
        deel(&telling.onderweg, td_string!(lezer.0, klantbeeld.stand.laden)),
        deel(&telling.binnen, td_string!(lezer.0, klantbeeld.stand.binnen)),
        deel(&telling.ontbreekt, td_string!(lezer.0, klantbeeld.stand.mist)),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

/// Why one registration gives nothing; empty as long as it gives something.
#[component]
fn Bronmelding(registratie: String) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let bron = klantbeeld.bron(&registratie);
    // Apart, so that asking again changes the words of the button and leaves the button, which has the focus, in place.
    let stand =
        Memo::new(move |_| bron.read().as_ref().and_then(Bron::zonder).map(|(stand, _)| stand.clone()));
    let bezig =
        Memo::new(move |_| bron.read().as_ref().and_then(Bron::zonder).is_some_and(|(_, bezig)| bezig));
    let knop = format!("opnieuw-{registratie}");
    zeg_hoe_het_afliep(klantbeeld, registratie.clone(), bezig, stand, knop.clone());
    move || {
        let stand = stand.get()?;
        let registratie = registratie.clone();
        let (kop, tekst) = teksten(klantbeeld, &registratie, &stand, lezer());
        let toon = if stand == Stand::GeenGegevens { Toon::LetOp } else { Toon::Fout };
        let opnieuw = matches!(stand, Stand::NietBeschikbaar { opnieuw: true, .. });
        let label = move || {
            let taal = lezer().0;
            if bezig.get() {
                td_string!(taal, klantbeeld.bron.bezig)
            } else {
                td_string!(taal, klantbeeld.bron.opnieuw)
            }
        };
        let knop = knop.clone();
        let knop = opnieuw.then(|| {
            view! {
                <div class="kb-knoppen">
                    <button
                        type="button"
                        class="kb-knop kb-knop--primair"
                        id=knop
                        aria-disabled=move || bezig.get().to_string()
                        on:click=move |_| klantbeeld.vernieuw(&registratie)
                    >
                        {label}
                    </button>
                </div>
            }
        });
        Some(view! { <Melding toon kop><p>{tekst}</p>{knop}</Melding> })
    }
}

/// After a retry: says the result, and puts the focus where the reader can go on.
fn zeg_hoe_het_afliep(
    klantbeeld: Klantbeeld,
    registratie: String,
    bezig: Memo<bool>,
    stand: Memo<Option<Stand>>,
    knop: String,
) {
    Effect::new(move |was_bezig: Option<bool>| {
        let nu_bezig = bezig.get();
        if was_bezig == Some(true) && !nu_bezig {
            let taal = untrack(lezer).0;
            if stand.get_untracked().is_none() {
                let afkorting = untrack(|| klantbeeld.afkorting(&registratie));
                meld(&vul(td_string!(taal, klantbeeld.bron.gelukt), &[("afkorting", &afkorting)]));
                pagina::focus_op(STANDREGEL);
            } else {
                meld(td_string!(taal, klantbeeld.bron.mislukt));
                pagina::focus_op(&knop);
            }
        }
        nu_bezig
    });
}

/// Heading and text of the notice.
fn teksten(klantbeeld: Klantbeeld, registratie: &str, stand: &Stand, lezer: Lezer) -> (String, String) {
    let naam = klantbeeld.registratie(registratie).map(|registratie| registratie.naam).unwrap_or_default();
    let afkorting = klantbeeld.afkorting(registratie);
    let (kop, tekst) = sjablonen(stand, lezer.0);
    let waarden = [("naam", naam.as_str()), ("afkorting", &afkorting)];
    (vul(kop, &waarden), vul(tekst, &waarden))
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
