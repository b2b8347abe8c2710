//! Which kinds of messages somebody wants; asked when they want to know.

use crate::api::verzoeken as api;
use crate::browser::pagina;
use crate::components::formulier::Vakje;
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::page::Omroep;
use crate::taal::teksten::berichten::soort as teksten;
use crate::taal::{Tekst, t, t_signal, t_string, use_i18n};
use contract::bericht::{BerichtSoort, Voorkeuren as Gekozen};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

const LIJST: &str = "voorkeuren";
const KNOP: &str = "voorkeuren-knop";

#[component]
pub fn Voorkeuren(
    /// Another choice was kept.
    gekozen: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let omroep = expect_context::<Omroep>();
    let open = RwSignal::new(false);
    let stand = RwSignal::new(Stand::Laadt);
    let soorten = RwSignal::new(Vec::<BerichtSoort>::new());
    let mislukt = RwSignal::new(false);
    let vraag = move || haal(stand, api::voorkeuren(), move |nu: Gekozen| soorten.set(nu.soorten));
    let wissel = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            vraag();
        }
    };
    let bewaar = move |gebeurtenis: SubmitEvent| {
        gebeurtenis.prevent_default();
        let keuze = Gekozen { soorten: soorten.get_untracked() };
        let gelukt = t_string!(i18n, berichten.opgeslagen);
        spawn_local(async move {
            let antwoord = api::kies(&keuze).await;
            // The page may be gone by now, and its signals with it.
            mislukt.try_set(antwoord.is_err());
            if antwoord.is_ok() {
                omroep.zeg(gelukt);
                if open.try_set(false).is_none() {
                    pagina::focus_op(KNOP);
                    gekozen.run(());
                }
            }
        });
    };
    let vakje = move |soort: BerichtSoort| {
        let aan = Signal::derive(move || soorten.read().contains(&soort));
        let kies = Callback::new(move |aan: bool| {
            soorten.update(|soorten| {
                soorten.retain(|een| *een != soort);
                if aan {
                    soorten.push(soort);
                }
            });
        });
        let label = Signal::derive(move || naam(soort).in_taal(i18n.taal()).to_owned());
        view! { <Vakje soort="checkbox" groep=LIJST id=None aan kies label /> }
    };
    view! {
           <section class="kb-stapel">
               <button type="button" class="kb-knop" id=KNOP
    aria-expanded=move || open.get().to_string() aria-controls=LIJST on:click=wissel>
                   {t!(i18n, berichten.voorkeuren)}
               </button>
               <div id=LIJST>
                   {move || open.get().then(|| view! {
                       <Opgehaald stand laden=t_signal!(i18n, berichten.laden) opnieuw=Callback::new(move |()| vraag())>
                           <form class="kb-stapel" on:submit=bewaar>
                               <fieldset class="kb-veld">
                                   <legend>{t!(i18n, berichten.voorkeuren)}</legend>
                                   <p class="kb-zacht kb-klein">{t!(i18n, berichten.voorkeuren_uitleg)}</p>
                                   {BerichtSoort::ALLE.map(vakje).collect_view()}
                               </fieldset>
                               {move || mislukt.get().then(|| view! {
                                   <p class="kb-melding kb-melding--fout" role="alert">{t!(i18n, berichten.opslaan_mislukt)}</p>
                               })}
                               <button type="submit" class="kb-knop kb-knop--primair">{t!(i18n, berichten.opslaan)}</button>
                           </form>
                       </Opgehaald>
                   })}
               </div>
           </section>
       }
}

const fn naam(soort: BerichtSoort) -> &'static Tekst {
    match soort {
        BerichtSoort::VerzoekOntvangen => &teksten::verzoek_ontvangen,
        BerichtSoort::InBehandeling => &teksten::in_behandeling,
        BerichtSoort::Verlengd => &teksten::verlengd,
        BerichtSoort::Beantwoord => &teksten::beantwoord,
        BerichtSoort::Geweigerd => &teksten::geweigerd,
        BerichtSoort::Ingetrokken => &teksten::ingetrokken,
        BerichtSoort::TermijnVerstreken => &teksten::verstreken,
        BerichtSoort::EersteGebruik => &teksten::eerste_gebruik,
        BerichtSoort::ToestemmingLooptAf => &teksten::toestemming,
        BerichtSoort::CorrectieIngediend => &teksten::correctie_ingediend,
        BerichtSoort::CorrectieOntvangen => &teksten::correctie_ontvangen,
        BerichtSoort::CorrectieInOnderzoek => &teksten::correctie_in_onderzoek,
        BerichtSoort::CorrectieVraag => &teksten::correctie_vraag,
        BerichtSoort::CorrectieDoorgestuurd => &teksten::correctie_doorgestuurd,
        BerichtSoort::CorrectieBesluit => &teksten::correctie_besluit,
        BerichtSoort::CorrectieVerwerkt => &teksten::correctie_verwerkt,
        BerichtSoort::CorrectieVerlengd => &teksten::correctie_verlengd,
        BerichtSoort::CorrectieTeLaat => &teksten::correctie_te_laat,
    }
}
