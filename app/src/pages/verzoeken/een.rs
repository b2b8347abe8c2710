//! One request: what was asked, how each organisation stands, and the way to withdraw.

use super::deel::Deel;
use super::woorden;
use crate::api::verzoeken as api;
use crate::browser::{dialoog, pagina};
use crate::components::icoon::{Icoon, Teken};
use crate::components::melding::{Melding, Toon};
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::inbox;
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::page::{Omroep, Page};
use crate::shell::INHOUD;
use crate::taal::{t, t_signal, t_string, td_string, use_i18n, vul};
use contract::routes::Pagina as Pad;
use contract::verzoek::{Keuze, NieuwVerzoek, Verzoek};
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_params_map, use_query_map};

/// In the address right after filing.
pub const ONTVANGEN: &str = "ontvangen";

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let nummer = use_params_map().with_untracked(|params| params.get("nummer")).unwrap_or_default();
    let nieuw = use_query_map().with_untracked(|query| query.get(ONTVANGEN).is_some());
    let stand = RwSignal::new(Stand::Laadt);
    let verzoek = RwSignal::new(None::<Verzoek>);
    let vraag = {
        let nummer = nummer.clone();
        move || haal(stand, api::verzoek(&nummer), move |gelezen| verzoek.set(Some(gelezen)))
    };
    vraag();
    let titel = {
        let nummer = nummer.clone();
        Signal::derive(move || {
            let soort =
                verzoek.read().as_ref().map_or(&crate::taal::teksten::verzoeken::inzage, woorden::soort);
            let taal = i18n.taal();
            vul(td_string!(taal, verzoeken.kop), &[("soort", soort.in_taal(taal)), ("nummer", &nummer)])
        })
    };
    view! {
        <Page titel>
            <Opgehaald stand laden=t_signal!(i18n, verzoeken.laden) opnieuw=Callback::new(move |()| vraag())>
                <div class="kb-stapel kb-stapel--ruim">
                    {nieuw.then(|| view! { <Bon nummer=nummer.clone() /> })}
                    {move || verzoek.get().map(|verzoek| view! { <Inhoud verzoek /> })}
                    <Knoppen verzoek />
                </div>
            </Opgehaald>
            <p class="kb-niet-afdrukken">
                <a href=Pad::Verzoeken.pad()>{t!(i18n, verzoeken.naar_lijst)}</a>
            </p>
        </Page>
    }
}

/// The receipt.
#[component]
fn Bon(nummer: String) -> impl IntoView {
    let i18n = use_i18n();
    let zin = move || vul(t_string!(i18n, verzoeken.ontvangen), &[("nummer", &nummer)]);
    view! {
        <Melding toon=Toon::Info icoon=Icoon::Vink kop=t_signal!(i18n, verzoeken.ontvangen_kop)>
            <p>{zin}</p>
        </Melding>
    }
}

#[component]
fn Inhoud(verzoek: Verzoek) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let op = verzoek.ingediend_op.clone();
    let delen = verzoek.delen.clone().into_iter();
    let nummer = verzoek.nummer.clone();
    let delen = delen.map(|deel| view! { <Deel nummer=nummer.clone() deel /> }).collect_view();
    let (eigen, toelichting) = match verzoek.inhoud {
        NieuwVerzoek::Inzage { over, toelichting, .. } => {
            let over = move || match &over {
                Keuze::Alle => t_string!(i18n, verzoeken.feiten.alles).to_owned(),
                Keuze::Enkele { ids } => {
                    let namen: Vec<String> = ids.iter().map(|id| klantbeeld.afkorting(id)).collect();
                    lezer().opsomming(&namen)
                }
            };
            let feit = view! { <div><dt>{t!(i18n, verzoeken.feiten.over)}</dt><dd>{over}</dd></div> };
            (feit.into_any(), toelichting)
        }
        NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting } => {
            let feiten = view! {
                <div><dt>{t!(i18n, verzoeken.feiten.gebruik)}</dt><dd>{move || lezer().moment(&regel.begonnen_op)}</dd></div>
                <div><dt>{t!(i18n, verzoeken.feiten.reden)}</dt><dd>{move || woorden::reden(i18n.taal(), reden)}</dd></div>
            };
            (feiten.into_any(), toelichting)
        }
    };
    view! {
        <dl class="kb-feiten">
            <div>
                <dt>{t!(i18n, verzoeken.feiten.ingediend)}</dt>
                <dd>{move || lezer().moment(&op)}</dd>
            </div>
            {eigen}
            {(!toelichting.is_empty()).then(|| view! {
                <div><dt>{t!(i18n, verzoeken.feiten.toelichting)}</dt><dd class="kb-brief">{toelichting}</dd></div>
            })}
        </dl>
        {delen}
    }
}

/// Printing, and withdrawing as long as somebody has to answer.
#[component]
fn Knoppen(verzoek: RwSignal<Option<Verzoek>>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let loopt = Memo::new(move |_| {
        verzoek.read().iter().flat_map(|verzoek| &verzoek.delen).any(|deel| !deel.status.is_klaar())
    });
    view! {
        <div class="kb-knoppen kb-niet-afdrukken">
            <button type="button" class="kb-knop" on:click=move |_| pagina::druk_af()>
                <Teken icoon=Icoon::Afdrukken />
                {t!(i18n, verzoeken.afdrukken)}
            </button>
            <button type="button" class="kb-knop kb-knop--stil" hidden=move || !loopt.get() on:click=move |_| open.set(true)>
                {t!(i18n, verzoeken.intrekken)}
            </button>
        </div>
        <Intrekken verzoek open />
    }
}

const VRAAG: &str = "intrekken-vraag";
const UITLEG: &str = "intrekken-uitleg";

/// Asks whether it is meant, and withdraws.
#[component]
fn Intrekken(verzoek: RwSignal<Option<Verzoek>>, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (inbox, omroep) = (inbox::gebruik(), expect_context::<Omroep>());
    let element = NodeRef::<Dialog>::new();
    let mislukt = RwSignal::new(false);
    let bezig = RwSignal::new(false);
    Effect::new(move |eerder: Option<bool>| {
        let open = open.get();
        if let Some(element) = element.get()
            && eerder.unwrap_or(false) != open
        {
            mislukt.set(false);
            dialoog::zet_open(&element, open);
        }
        open
    });
    let trek_in = move |_| {
        let Some(nummer) = verzoek.with_untracked(|verzoek| Some(verzoek.as_ref()?.nummer.clone())) else {
            return;
        };
        if bezig.get_untracked() {
            return;
        }
        bezig.set(true);
        let gelukt = t_string!(i18n, verzoeken.ingetrokken);
        spawn_local(async move {
            let antwoord = api::trek_in(&nummer).await;
            // The page may be gone by now, and its signals with it.
            bezig.try_set(false);
            match antwoord {
                Ok(na) => {
                    verzoek.try_set(Some(na));
                    open.try_set(false);
                    omroep.zeg(gelukt);
                    inbox.kijk();
                    // The button that opened the dialog is gone.
                    request_animation_frame(|| pagina::focus_op(INHOUD));
                }
                Err(_) => drop(mislukt.try_set(true)),
            }
        });
    };
    view! {
        <dialog class="kb-dialoog" node_ref=element aria-labelledby=VRAAG aria-describedby=UITLEG on:close=move |_| open.set(false)>
            <h2 class="kb-dialoog__titel" id=VRAAG>
                {t!(i18n, verzoeken.intrekken_kop)}
            </h2>
            <p id=UITLEG>{t!(i18n, verzoeken.intrekken_uitleg)}</p>
            {move || mislukt.get().then(|| view! {
                <p class="kb-melding kb-melding--fout" role="alert">{t!(i18n, verzoeken.intrekken_mislukt)}</p>
            })}
            <div class="kb-knoppen">
                <button type="button" class="kb-knop kb-knop--primair" aria-disabled=move || bezig.get().to_string() on:click=trek_in>
                    {t!(i18n, verzoeken.intrekken_ja)}
                </button>
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| open.set(false)>
                    {t!(i18n, verzoeken.intrekken_nee)}
                </button>
            </div>
        </dialog>
    }
}
