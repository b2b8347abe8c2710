//! What a page asks of the gateway for itself: on its way, here, not there, or failed with the way to try again.

use crate::api::ApiFout;
use crate::components::melding::{Melding, Skelet, Toon};
use crate::taal::teksten::verzoeken;
use crate::taal::{Tekst, t, t_signal, use_i18n, volgend};
use contract::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How asking went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Laadt,
    Klaar,
    NietGevonden,
    Mislukt,
}

impl Stand {
    /// After an answer that was no success. What nobody waits for any more changes nothing.
    pub fn na(fout: &ApiFout) -> Self {
        match (fout, fout.soort()) {
            (_, Some(ProblemType::NietGevonden)) => Stand::NietGevonden,
            (ApiFout::Afgebroken, _) => Stand::Laadt,
            _ => Stand::Mislukt,
        }
    }
}

/// Asks, and puts the answer where `bij` wants it. What is shown already stays until then.
pub fn haal<T: 'static>(
    stand: RwSignal<Stand>,
    vraag: impl Future<Output = Result<T, ApiFout>> + 'static,
    bij: impl FnOnce(T) + 'static,
) {
    if stand.get_untracked() != Stand::Klaar {
        stand.set(Stand::Laadt);
    }
    spawn_local(async move {
        // The page may be gone by now, and its signals with it.
        match vraag.await {
            Ok(waarde) => {
                bij(waarde);
                stand.try_set(Stand::Klaar);
            }
            Err(fout) => drop(stand.try_set(Stand::na(&fout))),
        }
    });
}

/// Shows `children` once the answer is in.
#[component]
pub fn Opgehaald(
    #[prop(into)] stand: Signal<Stand>,
    #[prop(into)] laden: Signal<String>,
    opnieuw: Callback<()>,
    /// What to say when it is not there: a heading and a sentence.
    #[prop(default = [&verzoeken::geen_kop, &verzoeken::geen])]
    geen: [&'static Tekst; 2],
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        match stand.get() {
        Stand::Laadt => view! { <div aria-busy="true"><Skelet tekst=laden regels=4 /></div> }.into_any(),
        Stand::Klaar => children().into_any(),
        Stand::NietGevonden => {
            view! {
                <Melding toon=Toon::LetOp kop=Signal::derive(move || geen[0].in_taal(i18n.taal()).to_owned())>
                    <p>{volgend(i18n, geen[1])}</p>
                </Melding>
            }
            .into_any()
        }
        Stand::Mislukt => {
            view! {
                <div role="alert">
                    <Melding toon=Toon::Fout kop=t_signal!(i18n, verzoeken.mislukt_kop)>
                        <p>{t!(i18n, verzoeken.mislukt)}</p>
                        <div class="kb-knoppen">
                            <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| opnieuw.run(())>
                                {t!(i18n, verzoeken.opnieuw)}
                            </button>
                        </div>
                    </Melding>
                </div>
            }
            .into_any()
        }
    }
    }
}
