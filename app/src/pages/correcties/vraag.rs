//! One question of a new correctie, with the way on and back.

use super::concept::{Formulier, STAPPEN, Stap};
use super::knoppen::Weggooien;
use super::opslag::{BIJ_TYPEN, NA_VELD, Stand};
use super::stappen::{Controle, Waarom, Wat};
use crate::api::ApiFout;
use crate::api::correcties as api;
use crate::browser::intl;
use crate::components::formulier::Foutsamenvatting;
use crate::inbox;
use crate::page::Page;
use crate::pages::verzoeken::een::ONTVANGEN;
use crate::taal::teksten::correctie as teksten;
use crate::taal::{Tekst, t_string, use_i18n, volgend, vul};
use contract::ProblemType;
use contract::correctie::Aard;
use contract::routes::pagina_correctie;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;

type Ga = Rc<dyn Fn(&str, NavigateOptions)>;

/// Goes elsewhere in the app; a handle.
#[derive(Clone, Copy)]
struct Navigeer(StoredValue<Ga, LocalStorage>);

impl Navigeer {
    fn nieuw() -> Self {
        let navigeer: Ga = Rc::new(use_navigate());
        Navigeer(StoredValue::new_local(navigeer))
    }

    fn ga(self, naar: &str, replace: bool) {
        // The page may be gone by now.
        if let Some(navigeer) = self.0.try_get_value() {
            navigeer(naar, NavigateOptions { replace, ..NavigateOptions::default() });
        }
    }
}

#[component]
pub fn Vraag(formulier: Formulier, nummer: usize) -> impl IntoView {
    let i18n = use_i18n();
    let navigeer = Navigeer::nieuw();
    let stap = STAPPEN.get(nummer - 1).copied().unwrap_or(Stap::Controle);
    let titel = titel(stap, formulier.aard());
    // What was wrong was about the question before.
    formulier.fouten.wis();
    let indienen = Indienen::nieuw(formulier, navigeer);
    let waar = move || {
        let (nu, totaal) = (nummer.to_string(), STAPPEN.len().to_string());
        vul(t_string!(i18n, aanvraag.stap), &[("nu", &nu), ("totaal", &totaal)])
    };
    let door = move |gebeurtenis: SubmitEvent| {
        gebeurtenis.prevent_default();
        if !formulier.fouten.zet(untrack(|| formulier.fouten_in(stap))) {
            return;
        }
        if stap == Stap::Controle {
            indienen.dien_in();
            return;
        }
        formulier.verouderd.set(false);
        formulier.opslag.zo_nodig(formulier);
        navigeer.ga(&untrack(|| formulier.adres(nummer + 1)), false);
    };
    let vraag = match stap {
        Stap::Wat => view! { <Wat formulier /> }.into_any(),
        Stap::Waarom => view! { <Waarom formulier /> }.into_any(),
        Stap::Controle => view! { <Controle formulier /> }.into_any(),
    };
    let knop =
        if stap == Stap::Controle { &teksten::indienen } else { &crate::taal::teksten::aanvraag::volgende };
    let (bezig, mislukt) = (indienen.bezig, indienen.mislukt);
    view! {
        <Page titel=Signal::derive(move || titel.in_taal(i18n.taal()).to_owned())>
            <p class="kb-zacht">{waar}</p>
            <form
                class="kb-stapel kb-stapel--ruim"
                novalidate=true
                on:submit=door
                on:focusout=move |_| formulier.opslag.straks(formulier, NA_VELD)
                on:change=move |_| formulier.opslag.straks(formulier, NA_VELD)
                on:input=move |_| formulier.opslag.straks(formulier, BIJ_TYPEN)
            >
                <Foutsamenvatting fouten=formulier.fouten />
                {vraag}
                {move || mislukt.get().map(|tekst| view! {
                    <p class="kb-melding kb-melding--fout" role="alert">{volgend(i18n, tekst)}</p>
                })}
                <div class="kb-knoppen">
                    <button type="submit" class="kb-knop kb-knop--primair" aria-disabled=move || bezig.get().to_string()>
                        {volgend(i18n, knop)}
                    </button>
                    {(nummer > 1).then(|| view! {
                        <a class="kb-knop kb-knop--stil" href=move || formulier.adres(nummer - 1)>
                            {volgend(i18n, &crate::taal::teksten::aanvraag::vorige)}
                        </a>
                    })}
                </div>
                <p role="status">{move || bezig.get().then(|| t_string!(i18n, correctie.bezig))}</p>
            </form>
            <Bewaard formulier />
        </Page>
    }
}

const fn titel(stap: Stap, aard: Aard) -> &'static Tekst {
    match (stap, aard) {
        (Stap::Wat, Aard::KloptNiet) => &teksten::wat_klopt_niet,
        (Stap::Wat, Aard::Ontbreekt) => &teksten::wat_ontbreekt,
        (Stap::Wat, Aard::HoortNietBijMij) => &teksten::wat_niet_van_mij,
        (Stap::Waarom, _) => &teksten::waarom,
        (Stap::Controle, _) => &teksten::controle,
    }
}

/// Whether it is kept, and the way to throw it away.
#[component]
fn Bewaard(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let stand = formulier.opslag.stand;
    let regel = move || match stand.get() {
        Stand::Niets => t_string!(i18n, correctie.opslag.niets).to_owned(),
        Stand::Bezig => t_string!(i18n, correctie.opslag.bezig).to_owned(),
        Stand::Bewaard(op) => {
            let tijd = intl::tijd(i18n.taal(), &op).unwrap_or_default();
            vul(t_string!(i18n, correctie.opslag.bewaard), &[("tijd", &tijd)])
        }
        Stand::Mislukt(_) => String::new(),
    };
    let mislukt = move || match stand.get() {
        Stand::Mislukt(tekst) => Some(view! {
            <p class="kb-melding kb-melding--let-op" role="alert">{volgend(i18n, tekst)}</p>
        }),
        _ => None,
    };
    view! {
        <div class="kb-bewaard">
            <p class="kb-zacht kb-klein">{regel}</p>
            {mislukt}
            {move || formulier.opslag.nummer.get().map(|nummer| view! { <Weggooien nummer opslag=Some(formulier.opslag) /> })}
        </div>
    }
}

/// Hands the correctie in; pressing twice is pressing once.
#[derive(Clone, Copy)]
struct Indienen {
    formulier: Formulier,
    navigeer: Navigeer,
    inbox: inbox::Inbox,
    bezig: RwSignal<bool>,
    mislukt: RwSignal<Option<&'static Tekst>>,
}

impl Indienen {
    fn nieuw(formulier: Formulier, navigeer: Navigeer) -> Self {
        let (bezig, mislukt) = (RwSignal::new(false), RwSignal::new(None));
        Self { formulier, navigeer, inbox: inbox::gebruik(), bezig, mislukt }
    }

    /// First what was filled in last is kept, then that is handed in.
    fn dien_in(self) {
        if self.bezig.get_untracked() {
            return;
        }
        self.bezig.set(true);
        self.mislukt.set(None);
        let bewaard = Callback::new(move |bewaard: Result<String, ApiFout>| {
            spawn_local(async move {
                let antwoord = match bewaard {
                    Ok(nummer) => api::dien_in(&nummer).await.map(|bon| bon.nummer),
                    Err(fout) => Err(fout),
                };
                self.na(antwoord).await;
            });
        });
        self.formulier.opslag.bewaar(self.formulier, Some(bewaard));
    }

    async fn na(self, antwoord: Result<String, ApiFout>) {
        if let Ok(nummer) = antwoord {
            self.inbox.kijk();
            if self.bezig.try_set(false).is_none() {
                self.formulier.opslag.houd_op();
                let naar = format!("{}?{ONTVANGEN}=1", pagina_correctie(&nummer));
                // Back must not lead to a form that was sent.
                self.navigeer.ga(&naar, true);
            }
            return;
        }
        let fout = antwoord.err().unwrap_or(ApiFout::Onleesbaar);
        if fout.soort() == Some(ProblemType::CorrectieVerouderd) && self.vernieuw().await {
            return;
        }
        // The page may be gone by now.
        if self.bezig.try_set(false).is_none() && !self.wijs_aan(&fout) {
            self.mislukt.set(Some(match fout.soort() {
                Some(ProblemType::Conflict) => &teksten::opslag::conflict,
                Some(ProblemType::TeVeel) => &teksten::opslag::te_veel,
                Some(ProblemType::OngeldigVerzoek) => &teksten::opslag::afgewezen,
                _ => &teksten::mislukt,
            }));
        }
    }

    /// What the server has against values stands beside those, at the first question. Whether there were any.
    fn wijs_aan(self, fout: &ApiFout) -> bool {
        let ApiFout::Problem(problem) = fout else { return false };
        let ids = problem.errors.iter().filter_map(|een| een.name.strip_prefix("wijzigingen."));
        let fouten = untrack(|| self.formulier.fouten_bij(&ids.collect::<Vec<_>>()));
        if fouten.is_empty() {
            return false;
        }
        self.navigeer.ga(&untrack(|| self.formulier.adres(1)), false);
        let bij = self.formulier.fouten;
        // The question begins without errors; it is there after this turn.
        request_animation_frame(move || {
            bij.zet(fouten);
        });
        true
    }

    /// The source says something else by now: shows that at the first question. Whether it could be asked what.
    async fn vernieuw(self) -> bool {
        let Some(nummer) = self.formulier.opslag.nummer.try_get_untracked().flatten() else { return false };
        let Ok(concept) = api::correctie(&nummer).await else { return false };
        if self.bezig.try_set(false).is_none() {
            self.formulier.vernieuw(&concept.inhoud);
            self.formulier.opslag.daar(concept.inhoud);
            self.navigeer.ga(&untrack(|| self.formulier.adres(1)), false);
        }
        true
    }
}
