//! A new correctie, one question at a time, or a concept to go on with (`nummer` in the address).

use super::concept::{Begin, Formulier, Vraagt};
use super::vraag::Vraag;
use crate::api::ApiFout;
use crate::api::correcties as api;
use crate::browser::luister::Luisteraar;
use crate::browser::pagina;
use crate::components::melding::{Melding, Toon};
use crate::components::opgehaald::{Opgehaald, Stand};
use crate::klantbeeld::{self, Klantbeeld};
use crate::page::Page;
use crate::taal::{Tekst, t, t_signal, use_i18n, volgend};
use contract::correctie::{Aard, Correctie, Correctiestatus};
use contract::klantbeeld::{Bronbeeld, Stand as Bronstand};
use contract::routes::{Pagina as Pad, pagina_correctie};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::sync::Arc;

/// The address to go on with a concept.
pub fn verder(nummer: &str) -> String {
    format!("{}?nummer={nummer}", Pad::NieuweCorrectie.pad())
}

/// How preparing ended.
#[derive(Clone)]
enum Uitkomst {
    Klaar(Box<Begin>),
    /// It is handed in already.
    Elders(String),
    /// There is nothing to correct at this address; why not.
    Niets(&'static Tekst),
}

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    klantbeeld.noem();
    let query = use_query_map();
    // Once: what the address says later is said by this page.
    let (vraagt, nummer) =
        query.with_untracked(|query| (Vraagt::uit(|naam| query.get(naam)), query.get("nummer")));
    let stand = RwSignal::new(Stand::Laadt);
    let uitkomst = RwSignal::new(None::<Uitkomst>);
    let laad = Callback::new(move |()| {
        stand.set(Stand::Laadt);
        let (vraagt, nummer) = (vraagt.clone(), nummer.clone());
        spawn_local(async move {
            let gelukt = bereid_voor(klantbeeld, vraagt, nummer).await;
            // The page may be gone by now, and its signals with it.
            match gelukt {
                Ok(een) => {
                    uitkomst.try_set(Some(een));
                    stand.try_set(Stand::Klaar);
                }
                Err(fout) => drop(stand.try_set(Stand::na(&fout))),
            }
        });
    });
    let opnieuw = Callback::new(move |()| {
        if untrack(|| klantbeeld.register()).is_some() {
            laad.run(());
        } else {
            // When they come, the rest follows by itself.
            stand.set(Stand::Laadt);
            klantbeeld.opnieuw();
        }
    });
    // Without the names of things there is no form to make.
    let namen = Memo::new(move |_| klantbeeld.namen_gevraagd());
    Effect::new(move || {
        if namen.get() {
            untrack(|| laad.run(()));
        }
    });
    move || match uitkomst.get() {
        None => view! {
            <Page titel=t_signal!(i18n, correctie.titel)>
                <Opgehaald stand laden=t_signal!(i18n, correctie.laden) opnieuw geen=GEEN>
                    ""
                </Opgehaald>
            </Page>
        }
        .into_any(),
        Some(Uitkomst::Klaar(begin)) => view! { <Vragen begin=*begin /> }.into_any(),
        Some(Uitkomst::Elders(nummer)) => view! { <Elders nummer /> }.into_any(),
        Some(Uitkomst::Niets(tekst)) => view! {
            <Page titel=t_signal!(i18n, correctie.titel)>
                <Melding toon=Toon::LetOp kop=t_signal!(i18n, correctie.niets_kop)>
                    <p>{volgend(i18n, tekst)}</p>
                    <p><a href=Pad::Klantbeeld.pad()>{t!(i18n, correcties.naar_gegevens)}</a></p>
                </Melding>
            </Page>
        }
        .into_any(),
    }
}

/// What to say of a concept that is not there.
const GEEN: [&Tekst; 2] =
    [&crate::taal::teksten::correcties::geen_kop, &crate::taal::teksten::correcties::geen];

/// To the page of what was handed in.
#[component]
fn Elders(nummer: String) -> impl IntoView {
    let navigeer = use_navigate();
    Effect::new(move || {
        navigeer(&pagina_correctie(&nummer), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
}

/// What there was kept, and what the source says.
async fn bereid_voor(
    klantbeeld: Klantbeeld,
    vraagt: Vraagt,
    nummer: Option<String>,
) -> Result<Uitkomst, ApiFout> {
    let concept = match nummer {
        Some(nummer) => Some(api::correctie(&nummer).await?),
        None => eerder(&vraagt).await,
    };
    if let Some(concept) = concept.as_ref().filter(|een| een.status != Correctiestatus::Concept) {
        return Ok(Uitkomst::Elders(concept.nummer.clone()));
    }
    // What the address names besides is added: somebody came from another value of the same voorkomen.
    let vraagt = match &concept {
        Some(concept) => {
            let erbij = vraagt.gegevens.into_iter().filter(|_| vraagt.groep == concept.inhoud.groep);
            let mut van = Vraagt::van(&concept.inhoud);
            van.gegevens.extend(erbij);
            van
        }
        None => vraagt,
    };
    if untrack(|| klantbeeld.register()).is_none() {
        return Err(ApiFout::Netwerk);
    }
    let Some((registratie, groep)) = untrack(|| vraagt.plek(klantbeeld)) else {
        return Ok(Uitkomst::Niets(&crate::taal::teksten::correctie::niet_hier));
    };
    let beeld = antwoord(klantbeeld, &registratie.id).await;
    let voorkomen = beeld.as_ref().ok().and_then(|beeld| vraagt.voorkomen_in(beeld)).cloned();
    if concept.is_none()
        && voorkomen.is_none()
        && !(vraagt.aard == Aard::Ontbreekt && vraagt.voorkomen.is_none())
    {
        // The source is down, or it holds something else by now.
        beeld?;
        return Ok(Uitkomst::Niets(&crate::taal::teksten::correctie::weg));
    }
    Ok(Uitkomst::Klaar(Box::new(Begin { vraagt, registratie, groep, voorkomen, concept })))
}

/// The concept about the same that was begun before. When the list does not come, the server finds it at the first time of keeping.
async fn eerder(vraagt: &Vraagt) -> Option<Correctie> {
    let blad = api::correcties(None).await.ok()?;
    let mut concepten = blad.correcties.into_iter().filter(|een| een.status == Correctiestatus::Concept);
    concepten.find(|een| {
        let inhoud = &een.inhoud;
        (&inhoud.groep, &inhoud.voorkomen, inhoud.aard) == (&vraagt.groep, &vraagt.voorkomen, vraagt.aard)
    })
}

/// What the registration says: what is here already, or else only this registration is asked.
async fn antwoord(klantbeeld: Klantbeeld, registratie: &str) -> Result<Arc<Bronbeeld>, ApiFout> {
    if let Some(beeld) = klantbeeld.nu(registratie) {
        return Ok(beeld);
    }
    let beeld = crate::api::bronbeeld(registratie).await?;
    match beeld.stand {
        Bronstand::Geladen | Bronstand::GeenGegevens => Ok(Arc::new(beeld)),
        _ => Err(ApiFout::Netwerk),
    }
}

/// The questions.
#[component]
fn Vragen(begin: Begin) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let formulier = untrack(|| Formulier::nieuw(klantbeeld::gebruik(), i18n, begin));
    let navigeer = use_navigate();
    // Only a change of the address changes the question: not what is being filled in.
    let nummer = Memo::new(move |_| {
        let gevraagd = query.with(|query| query.get("stap")).and_then(|stap| stap.parse().ok()).unwrap_or(1);
        untrack(|| formulier.nummer(gevraagd))
    });
    // The number of the concept and the chosen values stand in the address: that is what a login and a reload come back to.
    Effect::new(move |eerder: Option<String>| {
        let adres = formulier.adres(nummer.get());
        // Also on the way back: what was just typed is not lost with the question it stood in.
        formulier.opslag.zo_nodig(formulier);
        if eerder.as_ref() != Some(&adres) && pagina::pad() != adres {
            navigeer(&adres, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
        adres
    });
    // A tab that is closed is hidden first, and nothing else is certain to be heard.
    let verborgen = Luisteraar::document("visibilitychange", move |_| {
        if pagina::zichtbaar() {
            formulier.opslag.zo_nodig(formulier);
        } else {
            formulier.opslag.bij_weggaan(formulier);
        }
    });
    StoredValue::new_local(verborgen);
    on_cleanup(move || formulier.opslag.bij_weggaan(formulier));
    move || view! { <Vraag formulier nummer=nummer.get() /> }
}
