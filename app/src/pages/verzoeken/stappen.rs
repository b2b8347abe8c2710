//! The questions of a new request.

use super::concept::{Concept, Keus, VELD_ENKELE, VELD_KEUZE, VELD_TEKST};
use super::nieuw::Formulier;
use super::woorden::{self, REDENEN};
use crate::api;
use crate::components::formulier::{Tekstvak, Vakje, Veldfout, foutnaam};
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::taal::teksten::aanvraag as teksten;
use crate::taal::{Tekst, t, t_signal, t_string, use_i18n};
use contract::Taal;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Which of the two choices of a request for access.
type Welke = fn(&mut Concept) -> Option<&mut Keus>;

const AAN: Welke = |concept| match concept {
    Concept::Inzage { aan, .. } => Some(aan),
    Concept::Melding { .. } => None,
};
const OVER: Welke = |concept| match concept {
    Concept::Inzage { over, .. } => Some(over),
    Concept::Melding { .. } => None,
};

/// Which organisations.
#[component]
pub fn Wie(formulier: Formulier) -> impl IntoView {
    let teksten =
        [&teksten::aan_vraag, &teksten::aan_alle, &teksten::aan_enkele, &teksten::kies_organisaties];
    let opties = Signal::derive(woorden::organisaties);
    view! { <AlleOfEnkele formulier welke=AAN teksten opties /> }
}

/// Which data: all, or what stands in certain registrations.
#[component]
pub fn Wat(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let stand = RwSignal::new(Stand::Laadt);
    let namen = RwSignal::new(Vec::<(String, String)>::new());
    let vraag = move |taal: Taal| {
        haal(stand, api::gegevensregister(taal), move |register| {
            let paren = register.registraties.into_iter();
            namen.set(paren.map(|een| (een.id, format!("{} ({})", een.naam, een.afkorting))).collect());
        });
    };
    Effect::new(move || vraag(i18n.taal()));
    let opnieuw = Callback::new(move |()| vraag(i18n.taal()));
    let teksten =
        [&teksten::over_vraag, &teksten::over_alle, &teksten::over_enkele, &teksten::kies_registraties];
    view! {
        <Opgehaald stand laden=t_signal!(i18n, aanvraag.laden) opnieuw>
            <AlleOfEnkele formulier welke=OVER teksten opties=namen.into() />
        </Opgehaald>
    }
}

/// Everything, or some to choose from; the some appear once they are asked for.
#[component]
fn AlleOfEnkele(
    formulier: Formulier,
    welke: Welke,
    /// The question, the choice for all, for some, and the question which.
    teksten: [&'static Tekst; 4],
    opties: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let [vraag, alle, enkele, kies] = teksten;
    let tekst = move |tekst: &'static Tekst| Signal::derive(move || tekst.in_taal(i18n.taal()).to_owned());
    let keus = Memo::new(move |_| welke(&mut formulier.concept.get()).cloned().unwrap_or_default());
    let zet = move |nieuw: fn() -> Keus| {
        Callback::new(move |_: bool| {
            formulier.concept.update(|concept| {
                if let Some(keus) = welke(concept) {
                    *keus = nieuw();
                }
            });
        })
    };
    let is_alle = Signal::derive(move || *keus.read() == Keus::Alle);
    let is_enkele = Memo::new(move |_| matches!(*keus.read(), Keus::Enkele(_)));
    let optie = move |nummer: usize, (id, naam): (String, String)| {
        let gekozen = {
            let id = id.clone();
            Signal::derive(move || keus.read().heeft(&id))
        };
        let kies = Callback::new(move |aan| {
            formulier.concept.update(|concept| {
                if let Some(keus) = welke(concept) {
                    keus.zet(&id, aan);
                }
            });
        });
        view! { <Vakje soort="checkbox" groep=VELD_ENKELE id=(nummer == 0).then_some(VELD_ENKELE) aan=gekozen kies label=naam /> }
    };
    view! {
        <fieldset class="kb-veld" aria-describedby=foutnaam(VELD_KEUZE)>
            <legend class="kb-alleen-voorlezen">{tekst(vraag)}</legend>
            <Veldfout fouten=formulier.fouten veld=VELD_KEUZE />
            <Vakje soort="radio" groep=VELD_KEUZE id=Some(VELD_KEUZE) aan=is_alle kies=zet(|| Keus::Alle) label=tekst(alle) />
            <Vakje soort="radio" groep=VELD_KEUZE id=None aan=is_enkele kies=zet(|| Keus::Enkele(BTreeSet::new())) label=tekst(enkele) />
        </fieldset>
        {move || is_enkele.get().then(|| view! {
            <fieldset class="kb-veld" aria-describedby=foutnaam(VELD_ENKELE)>
                <legend>{tekst(kies)}</legend>
                <Veldfout fouten=formulier.fouten veld=VELD_ENKELE />
                {move || opties.get().into_iter().enumerate().map(|(nummer, paar)| optie(nummer, paar)).collect_view()}
            </fieldset>
        })}
    }
}

/// What is wrong with a use.
#[component]
pub fn Reden(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let keus = move |nummer: usize| {
        let (_, reden, tekst) = REDENEN[nummer];
        let aan = Signal::derive(
            move || matches!(&*formulier.concept.read(), Concept::Melding { reden: Some(gekozen), .. } if *gekozen == reden),
        );
        let kies = Callback::new(move |_: bool| {
            formulier.concept.update(|concept| {
                if let Concept::Melding { reden: gekozen, .. } = concept {
                    *gekozen = Some(reden);
                }
            });
        });
        let id = (nummer == 0).then_some(VELD_KEUZE);
        view! { <Vakje soort="radio" groep=VELD_KEUZE id aan kies label=Signal::derive(move || tekst.in_taal(i18n.taal()).to_owned()) /> }
    };
    view! {
        <fieldset class="kb-veld" aria-describedby=foutnaam(VELD_KEUZE)>
            <legend class="kb-alleen-voorlezen">{t!(i18n, aanvraag.reden_vraag)}</legend>
            <Veldfout fouten=formulier.fouten veld=VELD_KEUZE />
            {(0..REDENEN.len()).map(keus).collect_view()}
        </fieldset>
    }
}

/// What somebody wants to add.
#[component]
pub fn Toelichting(formulier: Formulier) -> impl IntoView {
    view! {
        <Tekstvak
            veld=VELD_TEKST
            vraag=&teksten::toelichting
            hulp=&teksten::toelichting_hulp
            fouten=formulier.fouten
            tekst=formulier.toelichting
        />
    }
}

/// All answers, each with the way to change it.
#[component]
pub fn Controle(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let toelichting = formulier.toelichting.get_untracked().trim().to_owned();
    let concept = formulier.concept.get_untracked();
    let tekst = |tekst: &'static Tekst| Signal::derive(move || tekst.in_taal(i18n.taal()).to_owned());
    let mut feiten = match concept {
        Concept::Inzage { aan, over } => {
            let wie = Signal::derive(move || namen(&aan, &teksten::aan_alle, woorden::organisatie));
            let wat =
                Signal::derive(move || namen(&over, &teksten::over_alle, |id| klantbeeld.afkorting(id)));
            vec![(tekst(&teksten::aan), wie), (tekst(&crate::taal::teksten::verzoeken::feiten::over), wat)]
        }
        Concept::Melding { regel, reden } => {
            let wie = regel.organisatie.unwrap_or_else(|| "portaal".to_owned());
            let wie = Signal::derive(move || woorden::organisatie(&wie));
            let reden =
                reden.map(|reden| Signal::derive(move || woorden::reden(i18n.taal(), reden).to_owned()));
            let mut feiten: Vec<_> =
                reden.map(|reden| (tekst(&teksten::reden_vraag), reden)).into_iter().collect();
            feiten.push((tekst(&teksten::aan), wie));
            feiten
        }
    };
    if !toelichting.is_empty() {
        feiten.push((tekst(&teksten::toelichting), Signal::stored(toelichting)));
    }
    let feit = |(naam, waarde): (Signal<String>, Signal<String>)| {
        view! { <div><dt>{naam}</dt><dd class="kb-brief">{waarde}</dd></div> }
    };
    view! {
        <dl class="kb-feiten">{feiten.into_iter().map(feit).collect_view()}</dl>
        <p>
            <a href=move || formulier.adres(1)>{t!(i18n, aanvraag.wijzig)}</a>
        </p>
        <p>{move || t_string!(i18n, aanvraag.wie_bent_u)}</p>
    }
}

fn namen(keus: &Keus, alle: &'static Tekst, naam: impl Fn(&str) -> String) -> String {
    let lezer = lezer();
    match keus {
        Keus::Enkele(ids) => lezer.opsomming(&ids.iter().map(|id| naam(id)).collect::<Vec<_>>()),
        Keus::Alle | Keus::Geen => alle.in_taal(lezer.0).to_owned(),
    }
}
