//! A picture of how often each organisation used something, month by month, and the same as a table.

use super::staat::Staat;
use crate::components::melding::Skelet;
use crate::inzage::maanden::lees_maand;
use crate::inzage::verloop::{BREEDTE, HOOGTE, hoogste, met_bronnen, staafhoogte, totaal};
use crate::inzage::woorden::{Namen, maand_van_moment};
use crate::taal::{t, t_signal, td_string, use_i18n, vul};
use contract::inzage::Reeks;
use leptos::prelude::*;

/// More than these are behind a press.
const MEESTE: usize = 4;

#[component]
pub fn Verloop() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    // A list that grows by a page of the portal's own log is the same picture.
    let reeksen = Memo::new(move |_| match &*staat.verloop.read() {
        Some(Ok(verloop)) => met_bronnen(verloop, staat.tijdlijn.read().van_bronnen(), &maand_van_moment),
        _ => Vec::new(),
    });
    let inhoud = move || match staat.verloop.read().as_ref().filter(|_| staat.benoemd.get()) {
        None => view! { <Skelet tekst=t_signal!(i18n, inzage.verloop.laden) regels=4 /> }.into_any(),
        Some(Ok(_)) if reeksen.read().is_empty() => {
            view! { <p class="kb-zacht">{t!(i18n, inzage.verloop.leeg)}</p> }.into_any()
        }
        Some(Ok(verloop)) => figuur(&verloop.maanden, &reeksen.read(), &Namen::nu()),
        Some(Err(_)) => view! {
            <p>{t!(i18n, inzage.verloop.mislukt)}</p>
            <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| staat.vraag_verloop()>
                {t!(i18n, klantbeeld.bron.opnieuw)}
            </button>
        }
        .into_any(),
    };
    view! {
        <section class="kb-stapel" aria-labelledby="hoe-vaak">
            <h2 id="hoe-vaak">{t!(i18n, inzage.verloop.kop)}</h2>
            <div aria-busy=move || (staat.verloop.read().is_none() || !staat.benoemd.get()).to_string()>{inhoud}</div>
        </section>
    }
}

fn figuur(maanden: &[String], reeksen: &[Reeks], namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let maanden: Vec<String> = maanden.iter().map(|maand| namen.maand(lees_maand(maand))).collect();
    let rand = |maand: Option<&String>| maand.cloned().unwrap_or_default();
    let waarden = [("van", rand(maanden.first())), ("tot", rand(maanden.last()))];
    let waarden = waarden.each_ref().map(|(naam, waarde)| (*naam, waarde.as_str()));
    let uitleg = vul(td_string!(taal, inzage.verloop.uitleg), &waarden);
    let hoogste = hoogste(reeksen);
    let rijen = |reeksen: &[Reeks]| {
        let rijen = reeksen.iter().map(|reeks| rij(reeks, hoogste, namen)).collect_view();
        view! { <ul class="kb-verloop">{rijen}</ul> }
    };
    let (voorop, rest) = reeksen.split_at(reeksen.len().min(MEESTE));
    let meer = (!rest.is_empty()).then(|| {
        let aantal = rest.len().to_string();
        let meer = vul(td_string!(taal, inzage.nieuw.meer), &[("aantal", &aantal)]);
        view! {
            <details class="kb-uitklap">
                <summary>{meer}</summary>
                {rijen(rest)}
            </details>
        }
    });
    view! {
        <p class="kb-zacht">{uitleg}</p>
        {rijen(voorop)}
        {meer}
        <details class="kb-uitklap">
            <summary>{td_string!(taal, inzage.verloop.tabel)}</summary>
            {tabel(reeksen, &maanden, namen)}
        </details>
    }
    .into_any()
}

fn rij(reeks: &Reeks, hoogste: u32, namen: &Namen) -> AnyView {
    let staven = (0..).zip(&reeks.aantallen).map(|(maand, aantal)| {
        let lang = staafhoogte(*aantal, hoogste);
        view! { <rect x=maand * BREEDTE + 1 y=HOOGTE - lang width=BREEDTE - 1 height=lang></rect> }
    });
    let breedte = u32::try_from(reeks.aantallen.len()).unwrap_or_default() * BREEDTE + 1;
    let totaal = totaal(reeks);
    let keer = if totaal == 1 {
        td_string!(namen.lezer.0, inzage.verloop.een_keer).to_owned()
    } else {
        vul(td_string!(namen.lezer.0, inzage.verloop.keer), &[("aantal", &totaal.to_string())])
    };
    view! {
        <li>
            <span>{namen.wie(&reeks.door)} {soort(reeks, namen)}</span>
            <svg viewBox=format!("0 0 {breedte} {HOOGTE}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                {staven.collect_view()}
            </svg>
            <span>{keer}</span>
        </li>
    }
    .into_any()
}

/// One organisation may stand here more than once: by its task, and at the person's request.
fn soort(reeks: &Reeks, namen: &Namen) -> AnyView {
    view! { <span class="kb-verloop__soort kb-zacht">{namen.verzoek(reeks.door.soort)}</span> }.into_any()
}

/// It may be wider than a phone; then it scrolls by itself, by keyboard too.
fn tabel(reeksen: &[Reeks], maanden: &[String], namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let koppen = maanden.iter().map(|maand| view! { <th scope="col">{maand.clone()}</th> }).collect_view();
    let rij = |reeks: &Reeks| {
        let aantallen = reeks.aantallen.iter().map(|aantal| view! { <td>{*aantal}</td> }).collect_view();
        view! {
            <tr>
                <th scope="row">{namen.wie(&reeks.door)} {soort(reeks, namen)}</th>
                {aantallen}
                <td>{totaal(reeks).to_string()}</td>
            </tr>
        }
    };
    let rijen = reeksen.iter().map(rij).collect_view();
    view! {
        <div class="kb-tabel" role="region" tabindex="0" aria-labelledby="hoe-vaak">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(taal, inzage.verloop.organisatie)}</th>
                        {koppen}
                        <th scope="col">{td_string!(taal, inzage.verloop.totaal)}</th>
                    </tr>
                </thead>
                <tbody>{rijen}</tbody>
            </table>
        </div>
    }
    .into_any()
}
