//! Searching in one's own data. What is typed stays in this page.

use crate::browser::pagina;
use crate::components::gegeven::rij_id;
use crate::components::groep::deelnaam;
use crate::components::openstand::Openstand;
use crate::klantbeeld;
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::zoek::{MEESTE, Vondst, vondsten, zoek};
use crate::page::meld;
use crate::taal::{t, td_string, use_i18n, vul};
use leptos::prelude::*;

const VELD: &str = "zoek";

#[component]
pub fn Zoeken() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let openstand = expect_context::<Openstand>();
    let antwoorden = klantbeeld.antwoorden();
    let vraag = RwSignal::new(String::new());
    // Made when somebody searches, and again when a source comes in.
    let alles = Memo::new(move |_| {
        let register = klantbeeld.register();
        register
            .map(|register| vondsten(&register, &antwoorden.read(), &lezer(), &pagina::kaal))
            .unwrap_or_default()
    });
    let gevonden = Memo::new(move |_| {
        let vraag = vraag.read();
        if vraag.trim().is_empty() {
            return None;
        }
        let alles = alles.read();
        let gevonden = zoek(&alles, &pagina::kaal(&vraag));
        let aantal = gevonden.len();
        Some((aantal, gevonden.into_iter().take(MEESTE).cloned().collect::<Vec<_>>()))
    });
    let telling =
        move || gevonden.read().as_ref().map(|(aantal, _)| telzin(*aantal, lezer())).unwrap_or_default();
    Effect::new(move |eerder: Option<()>| {
        let zin = telling();
        if eerder.is_some() && !zin.is_empty() {
            untrack(|| meld(&zin));
        }
    });
    let lijst = move || {
        let vondsten = gevonden.get().map(|(_, vondsten)| vondsten).unwrap_or_default();
        vondsten.into_iter().map(|vondst| resultaat(vondst, openstand, lezer())).collect_view()
    };
    view! {
        <div class="kb-zoek" role="search">
            <label for=VELD>{t!(i18n, klantbeeld.zoek.label)}</label>
            <input
                id=VELD
                class="kb-veld"
                type="search"
                autocomplete="off"
                spellcheck="false"
                on:input=move |gebeurtenis| vraag.set(event_target_value(&gebeurtenis))
            />
            <p class="kb-zacht">{telling}</p>
            <ul>{lijst}</ul>
        </div>
    }
}

fn telzin(aantal: usize, lezer: Lezer) -> String {
    let sjabloon = match aantal {
        0 => td_string!(lezer.0, klantbeeld.zoek.niets),
        1 => td_string!(lezer.0, klantbeeld.zoek.een),
        _ if aantal > MEESTE => td_string!(lezer.0, klantbeeld.zoek.veel),
        _ => td_string!(lezer.0, klantbeeld.zoek.aantal),
    };
    vul(sjabloon, &[("aantal", &aantal.to_string()), ("meeste", &MEESTE.to_string())])
}

/// A value that was found. Choosing it opens its group and leads to its row.
fn resultaat(vondst: Vondst, openstand: Openstand, lezer: Lezer) -> AnyView {
    let Vondst { naam, waarde, thema, groep, groep_id, gegeven_id, sleutel, .. } = vondst;
    let waarde = waarde.unwrap_or_else(|| td_string!(lezer.0, gegeven.bsn.verborgen).to_owned());
    let ga = move |_| {
        openstand.zet([deelnaam(&groep_id)], true);
        let rij = rij_id(&gegeven_id, &sleutel);
        // The group is drawn in this same turn; after it, the row is there.
        request_animation_frame(move || {
            pagina::ga_naar_deel(&rij);
        });
    };
    view! {
        <li>
            <button type="button" class="kb-zoek__vondst" on:click=ga>
                <strong>{naam}</strong>
                " "
                {waarde}
                <span class="kb-zacht">{[thema, groep].join(" · ")}</span>
            </button>
        </li>
    }
    .into_any()
}
