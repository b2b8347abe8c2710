//! Which registrations tell who used their data: why something may be missing. It never tells how much.

use super::staat::Staat;
use crate::browser::pagina;
use crate::inzage::bronnen::{Afloop, Bronnen, Telling};
use crate::inzage::woorden::Namen;
use crate::page::meld;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::inzage::Logstand;
use leptos::prelude::*;

/// Id of the line that counts them. The focus goes here when the button that had it is gone.
const STANDREGEL: &str = "logstand";

#[component]
pub fn Wiemeldt() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let regel = move || standregel(&staat.bronnen.read(), &Namen::nu());
    // Without a list nobody is asked.
    let gevraagd = Memo::new(move |_| staat.fout.read().is_none());
    view! {
        <section class="kb-stapel" aria-labelledby="wie-meldt" hidden=move || !gevraagd.get()>
            <h2 id="wie-meldt">{t!(i18n, inzage.bronnen.kop)}</h2>
            <p id=STANDREGEL tabindex="-1">{regel}</p>
            <Opnieuw />
            <details class="kb-bronnen__alle">
                <summary>{t!(i18n, inzage.bronnen.alle)}</summary>
                <ul>{move || regels(staat, &Namen::nu())}</ul>
            </details>
        </section>
    }
}

/// Asks again those that did not answer. The button stays until that has ended; then the result is said, and the focus goes
/// where the reader can go on.
#[component]
fn Opnieuw() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let bezig = RwSignal::new(false);
    let nodig = Memo::new(move |_| {
        let bronnen = staat.bronnen.read();
        bronnen.afloop == Afloop::Gebroken || bronnen.telling().onbereikbaar > 0
    });
    let afloop = Memo::new(move |_| staat.bronnen.read().afloop);
    Effect::new(move |eerder: Option<Afloop>| {
        let nu = afloop.get();
        if bezig.get_untracked() && eerder == Some(Afloop::Onderweg) && nu != Afloop::Onderweg {
            meld(&untrack(|| standregel(&staat.bronnen.read(), &Namen::nu())));
            if !nodig.get_untracked() {
                pagina::focus_op(STANDREGEL);
            }
            bezig.set(false);
        }
        nu
    });
    let druk = move |_| {
        if !bezig.get_untracked() {
            bezig.set(true);
            staat.vraag_bronnen();
        }
    };
    let label = move || {
        if bezig.get() {
            td_string!(i18n.taal(), klantbeeld.bron.bezig)
        } else {
            td_string!(i18n.taal(), klantbeeld.bron.opnieuw)
        }
    };
    let toon = Memo::new(move |_| nodig.get() || bezig.get());
    move || {
        toon.get().then(|| {
            view! {
                <div class="kb-knoppen">
                    <button
                        type="button"
                        class="kb-knop"
                        aria-disabled=move || bezig.get().to_string()
                        on:click=druk
                    >
                        {label}
                    </button>
                </div>
            }
        })
    }
}

/// "5 van 11 registraties melden wie uw gegevens gebruikte. Nu niet bereikbaar: WOZ."
fn standregel(bronnen: &Bronnen, namen: &Namen) -> String {
    let taal = namen.lezer.0;
    let Telling { meldt, meldt_niet, onbereikbaar, onderweg } = bronnen.telling();
    if bronnen.afloop == Afloop::Onderweg {
        return td_string!(taal, inzage.bronnen.wacht).to_owned();
    }
    if bronnen.afloop == Afloop::Gebroken && meldt == 0 {
        return td_string!(taal, inzage.bronnen.mislukt).to_owned();
    }
    let totaal = meldt + meldt_niet + onbereikbaar + onderweg;
    let aantallen = [("meldt", &*meldt.to_string()), ("totaal", &*totaal.to_string())];
    let mut zin = vul(td_string!(taal, inzage.bronnen.telling), &aantallen);
    let weg = bronnen.lijst.iter().filter(|(_, stand)| *stand == Some(Logstand::NietBeschikbaar));
    let weg: Vec<String> = weg.map(|(id, _)| namen.registratie(id)).collect();
    if !weg.is_empty() {
        zin.push(' ');
        let namen = namen.lezer.opsomming(&weg);
        zin.push_str(&vul(td_string!(taal, inzage.bronnen.onbereikbaar), &[("namen", &namen)]));
    }
    if meldt < totaal {
        zin.push(' ');
        zin.push_str(td_string!(taal, inzage.bronnen.uitleg));
    }
    zin
}

/// This portal first.
fn regels(staat: Staat, namen: &Namen) -> Vec<AnyView> {
    let taal = namen.lezer.0;
    let sinds = match &*staat.verloop.read() {
        Some(Ok(verloop)) => verloop.sinds.as_deref().map(|sinds| namen.lezer.moment(sinds)),
        _ => None,
    };
    let portaal = sinds.map(|sinds| {
        let stand = vul(td_string!(taal, inzage.bronnen.meldt), &[("dag", &sinds)]);
        regel(td_string!(taal, inzage.bronnen.portaal).to_owned(), vec![stand])
    });
    let bronnen = staat.bronnen.read();
    let registraties = bronnen
        .lijst
        .iter()
        .map(|(id, stand)| regel(namen.registratie_voluit(id), stand_in_woorden(stand.as_ref(), namen)));
    portaal.into_iter().chain(registraties).collect()
}

fn regel(naam: String, stand: Vec<String>) -> AnyView {
    let zinnen = stand.into_iter().map(|zin| view! { <span>{zin}</span> }).collect_view();
    view! { <li><strong>{naam}</strong> {zinnen}</li> }.into_any()
}

fn stand_in_woorden(stand: Option<&Logstand>, namen: &Namen) -> Vec<String> {
    let taal = namen.lezer.0;
    let zin = match stand {
        None => td_string!(taal, inzage.bronnen.onderweg),
        Some(Logstand::MeldtNiet) => td_string!(taal, inzage.bronnen.meldt_niet),
        Some(Logstand::NietNodig) => td_string!(taal, inzage.bronnen.niet_nodig),
        Some(Logstand::NietBeschikbaar) => td_string!(taal, inzage.bronnen.nu_niet),
        Some(Logstand::Meldt { sinds, afgekapt }) => {
            let sinds = namen.kalenderdag(sinds);
            let meldt = vul(td_string!(taal, inzage.bronnen.meldt), &[("dag", &sinds)]);
            let meer = afgekapt.then(|| td_string!(taal, inzage.bronnen.afgekapt).to_owned());
            return [Some(meldt), meer].into_iter().flatten().collect();
        }
    };
    vec![zin.to_owned()]
}
