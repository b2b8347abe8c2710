//! The question of the holder, and the form to answer it.

use super::bestanden::{Bestanden, Waarbij};
use super::concept::{VELD_TEKST, fout_in_tekst};
use crate::api::correcties as api;
use crate::browser::pagina;
use crate::components::formulier::{Bijfout, Fouten, Foutsamenvatting, Tekstvak};
use crate::components::melding::{Melding, Toon};
use crate::inbox;
use crate::page::Omroep;
use crate::shell::INHOUD;
use crate::taal::teksten::correcties::vraag as teksten;
use crate::taal::{t, t_signal, t_string, use_i18n};
use contract::correctie::{Aanvulling, Correctie};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn Aanvullen(nummer: String, vraag: String, correctie: RwSignal<Option<Correctie>>) -> impl IntoView {
    let i18n = use_i18n();
    let (inbox, omroep) = (inbox::gebruik(), expect_context::<Omroep>());
    let tekst = RwSignal::new(String::new());
    let bestanden = RwSignal::new(Vec::new());
    let fouten = Fouten::nieuw();
    let [bezig, mislukt] = [(); 2].map(|()| RwSignal::new(false));
    let nummer = StoredValue::new(nummer);
    // What was sent last, and under which key: sending the same again must not answer twice.
    let eerder = StoredValue::new(None::<(String, String)>);
    let sleutel = move |wat: &str| {
        let eerder_zo = eerder.with_value(|eerder| eerder.clone().filter(|(was, _)| was == wat));
        let sleutel = eerder_zo.map(|(_, sleutel)| sleutel).or_else(pagina::uuid)?;
        eerder.set_value(Some((wat.to_owned(), sleutel.clone())));
        Some(sleutel)
    };
    let stuur = move |gebeurtenis: SubmitEvent| {
        gebeurtenis.prevent_default();
        let wat = tekst.get_untracked().trim().to_owned();
        let fout = fout_in_tekst(&wat).map(|fout| Bijfout::from((VELD_TEKST, fout)));
        if bezig.get_untracked() || !fouten.zet(fout.into_iter().collect::<Vec<_>>()) {
            return;
        }
        let Some(sleutel) = sleutel(&wat) else { return mislukt.set(true) };
        bezig.set(true);
        mislukt.set(false);
        let (nummer, gelukt) = (nummer.get_value(), t_string!(i18n, correcties.vraag.gelukt));
        spawn_local(async move {
            let aanvulling = Aanvulling { tekst: wat };
            let antwoord = api::vul_aan(&nummer, &sleutel, &aanvulling).await;
            // The page may be gone by now, and its signals with it.
            if bezig.try_set(false).is_some() {
                return;
            }
            match antwoord {
                Ok(na) => {
                    correctie.set(Some(na));
                    omroep.zeg(gelukt);
                    inbox.kijk();
                    // The form is gone.
                    request_animation_frame(|| pagina::focus_op(INHOUD));
                }
                Err(_) => mislukt.set(true),
            }
        });
    };
    view! {
        <section class="kb-stapel kb-niet-afdrukken">
            <Melding toon=Toon::LetOp kop=t_signal!(i18n, correcties.vraag.kop)>
                <p class="kb-brief">{vraag}</p>
            </Melding>
            <form class="kb-stapel" novalidate=true on:submit=stuur>
                <Foutsamenvatting fouten />
                <Tekstvak veld=VELD_TEKST vraag=&teksten::antwoord fouten tekst />
                <Bestanden bestanden waarbij=Waarbij::antwoord(nummer.get_value()) />
                {move || mislukt.get().then(|| view! {
                    <p class="kb-melding kb-melding--fout" role="alert">{t!(i18n, correcties.vraag.mislukt)}</p>
                })}
                <div class="kb-knoppen">
                    <button type="submit" class="kb-knop kb-knop--primair" aria-disabled=move || bezig.get().to_string()>
                        {t!(i18n, correcties.vraag.stuur)}
                    </button>
                </div>
            </form>
        </section>
    }
}
