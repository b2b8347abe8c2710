//! The values of a correctie: what stands there, what is asked, and what was decided about each.

use super::woorden;
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::taal::teksten::correcties as teksten;
use crate::taal::{t, td_string, use_i18n, volgend};
use contract::correctie::{Aard, Besluit, Correctieinhoud, Wijziging};
use leptos::prelude::*;

#[component]
pub fn Delen(
    inhoud: Correctieinhoud,
    besluit: Option<Besluit>,
    /// It stands there still, as far as we know.
    #[prop(optional)]
    nog_niet: bool,
) -> impl IntoView {
    let aard = inhoud.aard;
    let deel = |wijziging: Wijziging| {
        let deel = besluit.as_ref().and_then(|besluit| {
            let deel = besluit.delen.iter().find(|deel| deel.gegeven == wijziging.gegeven)?;
            Some((deel.toegewezen, deel.reden.clone()))
        });
        view! { <Deel wijziging deel aard nog_niet /> }
    };
    let delen = inhoud.wijzigingen.into_iter().map(deel).collect_view();
    view! { <ul class="kb-delen">{delen}</ul> }
}

/// One value. `deel`: whether it was granted, and why.
#[component]
fn Deel(wijziging: Wijziging, deel: Option<(bool, String)>, aard: Aard, nog_niet: bool) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let Wijziging { gegeven, huidig, voorstel } = wijziging;
    let [kop, nu, wordt] = [(); 3].map(|()| gegeven.clone());
    let van_een_ander = aard == Aard::HoortNietBijMij;
    let gevraagd = move || {
        if van_een_ander || voorstel.is_none() {
            td_string!(lezer().0, correcties.moet_weg).to_owned()
        } else {
            woorden::waarde(klantbeeld, &wordt, voorstel.as_ref(), lezer())
        }
    };
    let besluit = deel.map(|(toegewezen, reden)| {
        let woord = if toegewezen { t!(i18n, correcties.deel_ja) } else { t!(i18n, correcties.deel_nee) };
        view! {
            <div>
                <dt>{t!(i18n, correcties.besluit)}</dt>
                <dd>
                    <strong>{woord}</strong>
                    {(!reden.is_empty()).then(|| view! { <p class="kb-brief">{reden}</p> })}
                </dd>
            </div>
        }
    });
    view! {
        <li class="kb-delen__deel">
            <p class="kb-delen__naam">{move || woorden::gegeven(klantbeeld, &kop)}</p>
            <dl class="kb-feiten">
                <div>
                    <dt>{volgend(i18n, if nog_niet { &teksten::staat } else { &teksten::stond })}</dt>
                    <dd>{move || woorden::waarde(klantbeeld, &nu, huidig.as_ref(), lezer())}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, correcties.gevraagd)}</dt>
                    <dd>{gevraagd}</dd>
                </div>
                {besluit}
            </dl>
        </li>
    }
}
