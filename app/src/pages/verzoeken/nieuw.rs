//! A new request, one question at a time: to see data, or (with a line of the use log in the address) to report a use.

use super::concept::{Concept, Stap};
use super::een::ONTVANGEN;
use super::stappen::{Controle, Reden, Toelichting, Wat, Wie};
use crate::api::verzoeken as api;
use crate::browser::pagina;
use crate::components::formulier::{Fouten, Foutsamenvatting};
use crate::inbox::{self, Inbox};
use crate::page::Page;
use crate::taal::teksten::aanvraag as teksten;
use crate::taal::{Tekst, t_string, use_i18n, volgend, vul};
use contract::ProblemType;
use contract::routes::{self, Pagina as Pad};
use contract::verzoek::NieuwVerzoek;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// What the questions share; a handle.
#[derive(Clone, Copy)]
pub struct Formulier {
    pub concept: RwSignal<Concept>,
    /// Only in memory: it may be about anything.
    pub toelichting: RwSignal<String>,
    pub fouten: Fouten,
    versturen: Versturen,
}

impl Formulier {
    /// The address of the step with this number (from 1).
    pub fn adres(self, nummer: usize) -> String {
        let mut adres = format!("{}?stap={nummer}", Pad::NieuwVerzoek.pad());
        for (naam, waarde) in self.concept.with(Concept::in_adres) {
            adres.extend(["&", naam, "=", &pagina::in_query(&waarde)]);
        }
        adres
    }
}

#[component]
pub fn Pagina() -> impl IntoView {
    let query = use_query_map();
    let formulier = Formulier {
        concept: RwSignal::new(Concept::uit(|naam| query.with_untracked(|query| query.get(naam)))),
        toelichting: RwSignal::new(String::new()),
        fouten: Fouten::nieuw(),
        versturen: Versturen::nieuw(),
    };
    // Only a change of the address changes the question: not what is being filled in.
    let nummer = Memo::new(move |_| {
        let gevraagd = query.with(|query| query.get("stap")).and_then(|stap| stap.parse().ok()).unwrap_or(1);
        let concept = formulier.concept.read_untracked();
        concept.nummer(gevraagd, &formulier.toelichting.read_untracked())
    });
    move || view! { <Vraag formulier nummer=nummer.get() /> }
}

/// One question, with the way on and back.
#[component]
fn Vraag(formulier: Formulier, nummer: usize) -> impl IntoView {
    let i18n = use_i18n();
    let navigeer = use_navigate();
    let stappen = formulier.concept.with_untracked(Concept::stappen);
    let stap = stappen.get(nummer - 1).copied().unwrap_or(Stap::Controle);
    let titel = titel(stap);
    // What was wrong was about the question before.
    formulier.fouten.wis();
    let versturen = formulier.versturen;
    versturen.mislukt.set(None);
    let waar = move || {
        let (nu, totaal) = (nummer.to_string(), stappen.len().to_string());
        vul(t_string!(i18n, aanvraag.stap), &[("nu", &nu), ("totaal", &totaal)])
    };
    let door = move |gebeurtenis: SubmitEvent| {
        gebeurtenis.prevent_default();
        let fouten = formulier.concept.with_untracked(|concept| {
            formulier.toelichting.with_untracked(|toelichting| concept.fouten(stap, toelichting))
        });
        if !formulier.fouten.zet(fouten) {
            return;
        }
        if stap == Stap::Controle {
            versturen.verstuur(formulier, navigeer.clone());
        } else {
            navigeer(&untrack(|| formulier.adres(nummer + 1)), NavigateOptions::default());
        }
    };
    let vraag = match stap {
        Stap::Aan => view! { <Wie formulier /> }.into_any(),
        Stap::Over => view! { <Wat formulier /> }.into_any(),
        Stap::Reden => view! { <Reden formulier /> }.into_any(),
        Stap::Toelichting => view! { <Toelichting formulier /> }.into_any(),
        Stap::Controle => view! { <Controle formulier /> }.into_any(),
    };
    let knop = if stap == Stap::Controle { &teksten::versturen } else { &teksten::volgende };
    view! {
        <Page titel=Signal::derive(move || titel.in_taal(i18n.taal()).to_owned())>
            <p class="kb-zacht">{waar}</p>
            <form class="kb-stapel kb-stapel--ruim" novalidate=true on:submit=door>
                <Foutsamenvatting fouten=formulier.fouten />
                {vraag}
                {move || versturen.mislukt.get().map(|tekst| view! {
                    <p class="kb-melding kb-melding--fout" role="alert">{volgend(i18n, tekst)}</p>
                })}
                <div class="kb-knoppen">
                    <button type="submit" class="kb-knop kb-knop--primair" aria-disabled=move || versturen.bezig.get().to_string()>
                        {volgend(i18n, knop)}
                    </button>
                    {(nummer > 1).then(|| view! {
                        <a class="kb-knop kb-knop--stil" href=move || formulier.adres(nummer - 1)>
                            {volgend(i18n, &teksten::vorige)}
                        </a>
                    })}
                </div>
                <p role="status">{move || versturen.bezig.get().then(|| t_string!(i18n, aanvraag.bezig))}</p>
            </form>
        </Page>
    }
}

const fn titel(stap: Stap) -> &'static Tekst {
    match stap {
        Stap::Aan => &teksten::aan_vraag,
        Stap::Over => &teksten::over_vraag,
        Stap::Reden => &teksten::reden_vraag,
        Stap::Toelichting => &teksten::toelichting_vraag,
        Stap::Controle => &teksten::controle,
    }
}

/// Sends the request; a handle.
#[derive(Clone, Copy)]
struct Versturen {
    inbox: Inbox,
    bezig: RwSignal<bool>,
    mislukt: RwSignal<Option<&'static Tekst>>,
    /// What was sent last, and under which key: sending the same again must not file it twice.
    eerder: StoredValue<Option<(NieuwVerzoek, String)>>,
}

impl Versturen {
    fn nieuw() -> Self {
        Self {
            inbox: inbox::gebruik(),
            bezig: RwSignal::new(false),
            mislukt: RwSignal::new(None),
            eerder: StoredValue::new(None),
        }
    }

    fn verstuur(self, formulier: Formulier, navigeer: impl Fn(&str, NavigateOptions) + 'static) {
        let vraag = formulier
            .concept
            .with_untracked(|concept| concept.vraag(&formulier.toelichting.read_untracked()));
        let Some(vraag) = vraag.filter(|_| !self.bezig.get_untracked()) else { return };
        let Some(sleutel) = self.sleutel(&vraag) else {
            return self.mislukt.set(Some(&teksten::mislukt));
        };
        self.mislukt.set(None);
        self.bezig.set(true);
        let inbox = self.inbox;
        spawn_local(async move {
            let antwoord = api::dien_in(&sleutel, &vraag).await;
            if antwoord.is_ok() {
                inbox.kijk();
            }
            if self.bezig.try_set(false).is_some() {
                // The page is gone: the request stands in the list.
                return;
            }
            match antwoord {
                Ok(bon) => {
                    let naar = format!("{}?{ONTVANGEN}=1", routes::pagina_verzoek(&bon.nummer));
                    // Back must not lead to a form that was sent.
                    navigeer(&naar, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Err(fout) => self.mislukt.set(Some(match fout.soort() {
                    Some(ProblemType::TeVeel) => &teksten::te_veel,
                    Some(ProblemType::OngeldigVerzoek | ProblemType::Conflict) => &teksten::afgewezen,
                    _ => &teksten::mislukt,
                })),
            }
        });
    }

    fn sleutel(self, vraag: &NieuwVerzoek) -> Option<String> {
        let eerder = self.eerder.with_value(|eerder| eerder.clone().filter(|(was, _)| was == vraag));
        let sleutel = eerder.map(|(_, sleutel)| sleutel).or_else(pagina::uuid)?;
        self.eerder.set_value(Some((vraag.clone(), sleutel.clone())));
        Some(sleutel)
    }
}
