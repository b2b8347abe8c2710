//! The one wrapper around everything that comes from a registration: a page holds the good case only.

use crate::components::melding::{Melding, Skelet, Toon};
use crate::components::vulling::Vulling;
use crate::klantbeeld::lezer::{lezer, lezer_zonder_bedragen};
use crate::klantbeeld::stand::Bron;
use crate::klantbeeld::{self, Basis, Klantbeeld};
use crate::taal::td_string;
use contract::Taal;
use contract::klantbeeld::{Bronbeeld, Stand};
use leptos::prelude::*;
use std::sync::Arc;

/// Shows a page's content once we know what to call things and whom was asked; until then a skeleton, and if that
/// fails the way to try again.
#[component]
pub fn Gereed(children: ChildrenFn) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let basis = klantbeeld.basis();
    move || match basis.get() {
        Basis::Gereed => children().into_any(),
        Basis::Laadt => laadt(|taal| td_string!(taal, klantbeeld.laden)),
        Basis::Mislukt => {
            mislukt(|taal| td_string!(taal, klantbeeld.gebroken.kop), move || klantbeeld.opnieuw())
        }
    }
}

fn volgend(tekst: fn(Taal) -> &'static str) -> Signal<String> {
    Signal::derive(move || tekst(lezer_zonder_bedragen().0).to_owned())
}

/// What stands where a page cannot begin yet; `tekst` is for who does not see it.
pub fn laadt(tekst: fn(Taal) -> &'static str) -> AnyView {
    view! { <div aria-busy="true"><Skelet tekst=volgend(tekst) regels=6 /></div> }.into_any()
}

/// What stands where a page cannot begin because our server did not answer.
pub fn mislukt(kop: fn(Taal) -> &'static str, opnieuw: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <div role="alert">
            <Melding toon=Toon::Fout kop=volgend(kop)>
                <p>{volgend(|taal| td_string!(taal, klantbeeld.gebroken.tekst))}</p>
                <div class="kb-knoppen">
                    <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| opnieuw()>
                        {volgend(|taal| td_string!(taal, klantbeeld.bron.opnieuw))}
                    </button>
                </div>
            </Melding>
        </div>
    }
    .into_any()
}

/// Shows `goed` once the registration has answered with data, in a turn of its own: many may have answered before there
/// was a page to show it on. On the way to that: a skeleton. Without data: one line;
/// what happened and the way to try again stand once at the top of the page, in [`crate::components::bronnen`].
#[component]
pub fn Geladen<G>(
    registratie: String,
    goed: G,
    /// How many lines the answer will take, more or less.
    #[prop(default = 3)]
    regels: usize,
) -> impl IntoView
where
    G: Fn(Arc<Bronbeeld>) -> AnyView + Send + Sync + 'static,
{
    let klantbeeld = klantbeeld::gebruik();
    let bron = klantbeeld.bron(&registratie);
    let aan_de_beurt = Vulling::meld_aan();
    // Not the whole source: while it is asked again its answer stays as it is.
    let beeld = Memo::new(move |_| {
        let bron = bron.read();
        bron.as_ref().and_then(Bron::beeld).filter(|_| aan_de_beurt.get()).cloned()
    });
    let inhoud = move || match beeld.get() {
        None => {
            let tekst = move || td_string!(lezer().0, klantbeeld.laden).to_owned();
            view! { <Skelet tekst=Signal::derive(tekst) regels /> }.into_any()
        }
        Some(beeld) if beeld.stand == Stand::Geladen => goed(beeld),
        Some(beeld) => {
            view! { <p class="kb-zacht">{zonder(klantbeeld, &registratie, &beeld.stand)}</p> }.into_any()
        }
    };
    view! { <div aria-busy=move || beeld.read().is_none().to_string()>{inhoud}</div> }
}

/// One line for a part of the page that stays empty.
fn zonder(klantbeeld: Klantbeeld, registratie: &str, stand: &Stand) -> String {
    if *stand != Stand::GeenGegevens {
        return klantbeeld.zin_over(registratie, td_string!(lezer().0, klantbeeld.bron.kort_mist));
    }
    let leeg = klantbeeld.registratie(registratie).and_then(|van| van.leeg);
    leeg.unwrap_or_else(|| klantbeeld.zin_over(registratie, td_string!(lezer().0, klantbeeld.bron.kort_leeg)))
}
