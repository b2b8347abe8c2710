//! One correctie: where it stands, what was asked and decided, the question of the holder, and the ways to answer and to withdraw.

use super::aanvullen::Aanvullen;
use super::bestanden::Bestandnamen;
use super::delen::Delen;
use super::knoppen::{Intrekken, Weggooien};
use super::nieuw::verder;
use super::trein::Trein;
use super::woorden;
use crate::api::correcties as api;
use crate::browser::pagina;
use crate::components::icoon::{Icoon, Teken};
use crate::components::klopt_niet;
use crate::components::melding::{Melding, Toon};
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::page::Page;
use crate::pages::verzoeken::een::ONTVANGEN;
use crate::pages::verzoeken::woorden::organisatie;
use crate::taal::teksten::correcties as teksten;
use crate::taal::{t, t_signal, t_string, td_string, use_i18n, volgend, vul};
use contract::correctie::{
    Besluit, Bezwaar, Correctie, Correctiestatus, Gebeurtenis, Handeling, Kennisgeving,
};
use contract::routes::Pagina as Pad;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let nummer = use_params_map().with_untracked(|params| params.get("nummer")).unwrap_or_default();
    let nieuw = use_query_map().with_untracked(|query| query.get(ONTVANGEN).is_some());
    let stand = RwSignal::new(Stand::Laadt);
    let correctie = RwSignal::new(None::<Correctie>);
    let vraag = {
        let nummer = nummer.clone();
        move || haal(stand, api::correctie(&nummer), move |gelezen| correctie.set(Some(gelezen)))
    };
    vraag();
    let titel = Signal::derive(move || vul(t_string!(i18n, correcties.kop), &[("nummer", &nummer)]));
    view! {
        <Page titel>
            <Opgehaald
                stand
                laden=t_signal!(i18n, correcties.laden_een)
                opnieuw=Callback::new(move |()| vraag())
                geen=[&teksten::geen_kop, &teksten::geen]
            >
                {move || correctie.get().map(|een| view! { <Inhoud een correctie nieuw /> })}
            </Opgehaald>
            <p class="kb-niet-afdrukken">
                <a href=Pad::Correcties.pad()>{t!(i18n, correcties.naar_lijst)}</a>
            </p>
        </Page>
    }
}

#[component]
fn Inhoud(een: Correctie, correctie: RwSignal<Option<Correctie>>, nieuw: bool) -> impl IntoView {
    let i18n = use_i18n();
    let Correctie { nummer, inhoud, bestanden, status, besluit, kan, stappen, kennisgevingen, .. } =
        een.clone();
    if status == Correctiestatus::Concept {
        return view! { <Nog een /> }.into_any();
    }
    let vraag = kan.contains(&Handeling::Aanvullen).then(|| {
        let tekst = een.stappen.iter().rfind(|stap| stap.wat == Gebeurtenis::InformatieGevraagd);
        let tekst = tekst.and_then(|stap| stap.tekst.clone()).unwrap_or_default();
        view! { <Aanvullen nummer=nummer.clone() vraag=tekst correctie /> }
    });
    let intrekken = kan.contains(&Handeling::Intrekken);
    // A quick holder has it before the receipt is shown.
    let bon = nieuw && matches!(status, Correctiestatus::Ingediend | Correctiestatus::Ontvangen);
    let toelichting = inhoud.toelichting.clone();
    let over = een.clone();
    let bezwaar = besluit.clone();
    view! {
        <div class="kb-stapel kb-stapel--ruim">
            {bon.then(|| view! { <Bon een=een.clone() /> })}
            <Feiten een=over />
            {vraag}
            <section class="kb-stapel">
                <h2>{t!(i18n, correcties.voortgang)}</h2>
                <Waar een=een.clone() />
                <Trein stappen status />
            </section>
            {bezwaar.map(|besluit| view! { <Beslissing besluit /> })}
            <section class="kb-stapel">
                <h2>{t!(i18n, correcties.wat)}</h2>
                <p>{volgend(i18n, woorden::aard(inhoud.aard))}</p>
                <Delen inhoud besluit />
            </section>
            <section class="kb-stapel">
                <h2>{t!(i18n, correcties.waarom)}</h2>
                <p class="kb-brief">{toelichting}</p>
                <Bestandnamen bestanden correctie=Some(nummer.clone()) />
            </section>
            <Verteld kennisgevingen status />
            <div class="kb-knoppen kb-niet-afdrukken">
                <button type="button" class="kb-knop" on:click=move |_| pagina::druk_af()>
                    <Teken icoon=Icoon::Afdrukken />
                    {t!(i18n, verzoeken.afdrukken)}
                </button>
                {intrekken.then(|| view! { <Intrekken nummer correctie /> })}
            </div>
        </div>
    }
    .into_any()
}

/// A concept: only the way on, and away.
#[component]
fn Nog(een: Correctie) -> impl IntoView {
    let i18n = use_i18n();
    let op = een.gewijzigd_op;
    let zin = move || {
        let lezer = lezer();
        vul(td_string!(lezer.0, correcties.nog_concept), &[("moment", &lezer.moment(&op))])
    };
    view! {
        <p>{zin}</p>
        <div class="kb-knoppen">
            <a class="kb-knop kb-knop--primair" href=verder(&een.nummer)>{t!(i18n, correcties.verder)}</a>
            <Weggooien nummer=een.nummer opslag=None />
        </div>
    }
}

/// The receipt.
#[component]
fn Bon(een: Correctie) -> impl IntoView {
    let i18n = use_i18n();
    let zin = move || {
        let lezer = lezer();
        let dag = een.uiterlijk.map(|dag| woorden::dag(dag, lezer)).unwrap_or_default();
        let waarden =
            [("nummer", &*een.nummer), ("organisatie", &organisatie(&een.organisatie)), ("dag", &dag)];
        vul(td_string!(lezer.0, correcties.ontvangen), &waarden)
    };
    view! {
        <Melding toon=Toon::Info icoon=Icoon::Vink kop=t_signal!(i18n, correcties.ontvangen_kop)>
            <p>{zin}</p>
            <p>{t!(i18n, correcties.wat_nu)}</p>
        </Melding>
    }
}

#[component]
fn Feiten(een: Correctie) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let een = StoredValue::new(een);
    let groep = move || een.with_value(|een| woorden::groep(klantbeeld, &een.inhoud.groep));
    let op = move || een.with_value(|een| een.ingediend_op.as_ref().map(|op| lezer().moment(op)));
    view! {
        <dl class="kb-feiten">
            <div><dt>{t!(i18n, correcties.feiten.over)}</dt><dd>{groep}</dd></div>
            <div>
                <dt>{t!(i18n, correcties.feiten.status)}</dt>
                <dd><strong>{move || een.with_value(|een| klopt_niet::status(een.status).in_taal(i18n.taal()))}</strong></dd>
            </div>
            <div>
                <dt>{t!(i18n, correcties.feiten.wie)}</dt>
                <dd>{move || een.with_value(|een| organisatie(&een.organisatie))}</dd>
            </div>
            <div><dt>{t!(i18n, correcties.feiten.ingediend)}</dt><dd>{op}</dd></div>
        </dl>
    }
}

/// In a sentence: that it is on its way, or until when somebody has to decide.
#[component]
fn Waar(een: Correctie) -> impl IntoView {
    let zin = move || {
        let lezer = lezer();
        let wie = organisatie(&een.organisatie);
        let dag = een.uiterlijk.map(|dag| woorden::dag(dag, lezer)).unwrap_or_default();
        let waarden = [("organisatie", &*wie), ("dag", &*dag), ("nummer", &*een.nummer)];
        let onderweg = match een.status {
            _ if een.niet_aangenomen => Some(td_string!(lezer.0, correcties.niet_aangenomen)),
            Correctiestatus::Ingediend => Some(td_string!(lezer.0, correcties.nog_niet_ontvangen)),
            Correctiestatus::Doorgestuurd => Some(td_string!(lezer.0, correcties.nog_niet_bij_volgende)),
            _ => None,
        };
        let termijn = match (een.status.is_klaar() || een.status.is_besloten(), een.te_laat) {
            (true, _) => None,
            (false, true) => Some(td_string!(lezer.0, correcties.te_laat)),
            (false, false) => Some(td_string!(lezer.0, correcties.uiterlijk)),
        };
        let zinnen: Vec<String> =
            [onderweg, termijn].into_iter().flatten().map(|zin| vul(zin, &waarden)).collect();
        (!zinnen.is_empty()).then(|| {
            let klasse =
                if een.te_laat || een.niet_aangenomen { "kb-melding kb-melding--let-op" } else { "" };
            view! { <p class=klasse>{zinnen.join(" ")}</p> }
        })
    };
    view! { {zin} }
}

/// The letter, and how to object.
#[component]
fn Beslissing(besluit: Besluit) -> impl IntoView {
    let i18n = use_i18n();
    let bezwaar = besluit.bezwaar.map(|bezwaar| {
        let Bezwaar { tekst, adres, tot_en_met } = bezwaar;
        let dag = move || {
            let lezer = lezer();
            vul(td_string!(lezer.0, correcties.bezwaar_tot), &[("dag", &woorden::dag(tot_en_met, lezer))])
        };
        view! {
            <h3>{t!(i18n, correcties.bezwaar)}</h3>
            <p><strong>{dag}</strong></p>
            <p class="kb-brief">{tekst}</p>
            <p>{t!(i18n, correcties.bezwaar_adres)}</p>
            <address class="kb-regels">{adres.into_iter().map(|regel| view! { <span>{regel}</span> }).collect_view()}</address>
        }
    });
    view! {
        <section class="kb-stapel">
            <h2>{t!(i18n, correcties.besluit_kop)}</h2>
            {(!besluit.toelichting.is_empty()).then(|| view! { <p class="kb-brief">{besluit.toelichting}</p> })}
            {bezwaar}
        </section>
    }
}

/// Who used the old value and was told.
#[component]
fn Verteld(kennisgevingen: Vec<Kennisgeving>, status: Correctiestatus) -> impl IntoView {
    let i18n = use_i18n();
    let leeg = kennisgevingen.is_empty();
    let regel = |een: Kennisgeving| {
        let zin = move || {
            let lezer = lezer();
            let wie = organisatie(&een.organisatie);
            let gebruikt = lezer.dag_van(&een.gebruikt_op);
            let sjabloon = td_string!(lezer.0, correcties.verteld.gebruikt);
            let gebruikt = vul(sjabloon, &[("organisatie", &wie), ("dag", &gebruikt)]);
            let hoe = match &een.afgeleverd_op {
                Some(op) => vul(td_string!(lezer.0, correcties.verteld.ja), &[("moment", &lezer.moment(op))]),
                None => td_string!(lezer.0, correcties.verteld.nog_niet).to_owned(),
            };
            [gebruikt, hoe].join(" ")
        };
        view! { <li>{zin}</li> }
    };
    let regels = kennisgevingen.into_iter().map(regel).collect_view();
    (status == Correctiestatus::Verwerkt).then(|| view! {
        <section class="kb-stapel">
            <h2>{t!(i18n, correcties.verteld.kop)}</h2>
            <p>{if leeg { t!(i18n, correcties.verteld.niemand) } else { t!(i18n, correcties.verteld.uitleg) }}</p>
            <ul hidden=leeg>{regels}</ul>
        </section>
    })
}
